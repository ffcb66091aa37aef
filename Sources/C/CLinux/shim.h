/// Calls of Linux that the module `Glibc` leaves out, because it is built without `_GNU_SOURCE`.
#pragma once
#include <spawn.h>
#include <sys/syscall.h>
#include <unistd.h>

int pipe2(int descriptors[2], int flags);
int eventfd(unsigned int count, int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);

/// `F_SETPIPE_SZ` of `fcntl`.
static const int setPipeSize = 1031;

/// A descriptor that becomes readable when the process ends; -1 where Linux is older than 5.3.
static inline int openProcess(pid_t process) {
    return (int)syscall(SYS_pidfd_open, process, 0);
}
