"""What the Linux kernel denies the reading process for good: Landlock and seccomp.

Python's own audit hooks (`guard`) stop Python code; a flaw in a native reader is stopped only here.
Both are one-way and need no privileges. Landlock: landlock(7); seccomp: seccomp(2).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterable

_LIBC = ctypes.CDLL(None, use_errno=True)
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ = 1 << 2 | 1 << 3
_READ_FILE = 1 << 2
# How many kinds of access each Landlock ABI knows, from ABI 1; TCP came with 4, signals with 6.
_FILE_RIGHTS = (13, 14, 15, 15, 16)

# Machine → (audit number, {system call: number}); asm/unistd.h.
_X86_64 = {
    "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49,
    "listen": 50, "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59,
    "kill": 62, "ptrace": 101, "chroot": 161, "mount": 165, "tkill": 200, "add_key": 248,
    "keyctl": 250, "unshare": 272, "perf_event_open": 298, "setns": 308,
    "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321, "execveat": 322,
    "userfaultfd": 323, "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434,
    "clone3": 435, "pidfd_getfd": 438, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
}  # fmt: skip
_AARCH64 = {
    "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202,
    "connect": 203, "sendto": 206, "sendmsg": 211, "clone": 220, "execve": 221, "kill": 129,
    "tkill": 130, "ptrace": 117, "chroot": 51, "mount": 40, "add_key": 217, "keyctl": 219,
    "unshare": 97, "perf_event_open": 241, "setns": 268, "process_vm_readv": 270,
    "process_vm_writev": 271, "bpf": 280, "execveat": 281, "userfaultfd": 282,
    "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434, "clone3": 435,
    "pidfd_getfd": 438, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, _X86_64), "aarch64": (0xC00000B7, _AARCH64)}
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _DENY = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_X32 = 0x40000000


def lock(readable: Iterable[str]) -> tuple[str, ...]:
    """Deny this process network, programs, other processes, writing and all files but `readable`.

    Returns what now holds, of `landlock` and `seccomp`: on a kernel without them, neither.
    """
    if not sys.platform.startswith("linux"):
        return ()
    if _LIBC.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0):
        return ()
    held = []
    if _landlock(readable):
        held.append("landlock")
    if _seccomp():
        held.append("seccomp")
    return tuple(held)


def _landlock(readable: Iterable[str]) -> bool:
    abi = _LIBC.syscall(_CREATE_RULESET, None, 0, 1)
    if abi < 1:
        return False
    handled = (1 << _FILE_RIGHTS[min(abi, len(_FILE_RIGHTS)) - 1]) - 1
    attributes = struct.pack("QQQ", handled, 3, 3)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = _LIBC.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow_reading(ruleset, path)
        return bool(_LIBC.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow_reading(ruleset: int, path: str) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ if os.path.isdir(path) else _READ_FILE  # noqa: PTH112
        _LIBC.syscall(_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _seccomp() -> bool:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    audit, calls = machine
    code = _rules(audit, sorted(set(calls.values())))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return bool(_LIBC.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _rules(audit: int, denied: list[int]) -> bytes:
    """A BPF program: another machine's calls end the process, the denied ones fail with EPERM."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_JUMP_AT_LEAST, len(denied) + 1, 0, _X32),
    ]
    for place, number in enumerate(denied):
        steps.append((_JUMP_EQUAL, len(denied) - place, 0, number))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
