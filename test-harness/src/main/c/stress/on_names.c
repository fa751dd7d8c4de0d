#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "attacks.h"
#include "attempt.h"
#include "names.h"

/* What the way to a name can end with. */
#define WALK ENOENT, ENOTDIR, ENAMETOOLONG, EACCES

static const char *path, *other;
static struct chance *chance;

static void look(void) {
  struct stat stat;
  attempt("lstat %s", quoted(path));
  judge(lstat(path, &stat), WALK, 0);
}

static void make_file(void) {
  int flags = O_CREAT | (one_in(chance, 3) ? O_EXCL : 0) | (one_in(chance, 3) ? O_TRUNC : 0);
  mode_t mode = (mode_t)below(chance, 010000);
  attempt("open %s %#o mode %#o", quoted(path), flags, mode);
  int fd = open(path, O_RDWR | O_NONBLOCK | flags, mode);
  judge(fd, WALK, EINVAL, EISDIR, EEXIST, EPERM, ENOSPC, EDQUOT, 0);
  if (fd >= 0) close(fd);
}

static void make_node(void) {
  static const mode_t types[] = {S_IFREG, S_IFIFO, S_IFSOCK, S_IFCHR, S_IFBLK, S_IFDIR, S_IFLNK};
  mode_t mode = types[below(chance, sizeof types / sizeof *types)] | 0666;
  attempt("mknod %s %#o", quoted(path), mode);
  judge(mknod(path, mode, makedev(1, 3)), WALK, EPERM, EEXIST, EINVAL, ENOSPC, EDQUOT, 0);
}

static void make_directory(void) {
  attempt("mkdir %s", quoted(path));
  judge(mkdir(path, 0777), WALK, EPERM, EEXIST, 0);
}

static void make_link(void) {
  attempt("symlink %s %s", quoted(other), quoted(path));
  judge(symlink(other, path), WALK, EPERM, EEXIST, 0);
  attempt("link %s %s", quoted(other), quoted(path));
  judge(link(other, path), WALK, EPERM, EEXIST, EXDEV, 0);
}

static void move(void) {
  unsigned flags = (unsigned)below(chance, 5);
  attempt("renameat2 %s %s %u", quoted(path), quoted(other), flags);
  judge(renameat2(AT_FDCWD, path, AT_FDCWD, other, flags), WALK, EPERM, EEXIST, EXDEV, EINVAL,
        EBUSY, EISDIR, ENOTEMPTY, 0);
}

static void remove_it(void) {
  attempt("unlink %s", quoted(path));
  judge(unlink(path), WALK, EPERM, EISDIR, EBUSY, 0);
}

static void remove_directory(void) {
  attempt("rmdir %s", quoted(path));
  judge(rmdir(path), WALK, EPERM, ENOTEMPTY, EBUSY, EINVAL, 0);
}

static void read_link(void) {
  char target[16];
  attempt("readlink %s", quoted(path));
  judge(readlink(path, target, 1 + below(chance, sizeof target)), WALK, EINVAL, 0);
}

static void cut(void) {
  off_t size = (off_t)(draw(chance) >> below(chance, 64));
  attempt("truncate %s %jd", quoted(path), (intmax_t)size);
  judge(truncate(path, size), WALK, EISDIR, EINVAL, EFBIG, EPERM, 0);
}

static void change_rights(void) {
  mode_t mode = (mode_t)below(chance, 0200000);
  attempt("chmod %s %#o", quoted(path), mode);
  judge(chmod(path, mode), WALK, EPERM, 0);
  uid_t uid = (uid_t)(draw(chance) >> below(chance, 64));
  attempt("chown %s %u", quoted(path), uid);
  judge(lchown(path, uid, (gid_t)draw(chance)), WALK, EPERM, EINVAL, 0);
}

static void change_times(void) {
  struct timespec times[] = {{(time_t)draw(chance), 5}, {0, (long)below(chance, 2000000000)}};
  attempt("utimensat %s", quoted(path));
  judge(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW), WALK, EPERM, EINVAL, 0);
}

static void ask_attributes(void) {
  static const char *const names[] = {"user.x", "security.capability", "system.posix_acl_access",
                                      "trusted.x", "nonsense"};
  const char *name = names[below(chance, sizeof names / sizeof *names)];
  char value[64] = "value";
  attempt("xattr %s of %s", name, quoted(path));
  judge(lsetxattr(path, name, value, 5, 0), WALK, EOPNOTSUPP, EPERM, EINVAL, 0);
  judge(lgetxattr(path, name, value, sizeof value), WALK, EOPNOTSUPP, EPERM, ENODATA, 0);
  judge(llistxattr(path, value, sizeof value), WALK, EOPNOTSUPP, 0);
  judge(lremovexattr(path, name), WALK, EOPNOTSUPP, EPERM, ENODATA, EINVAL, 0);
}

static void ask_rights(void) {
  struct statfs stat;
  attempt("access %s", quoted(path));
  judge(faccessat(AT_FDCWD, path, (int)below(chance, 8), AT_EACCESS), WALK, 0);
  attempt("statfs %s", quoted(path));
  judge(statfs(path, &stat), WALK, 0);
}

static void list(void) {
  attempt("opendir %s", quoted(path));
  DIR *directory = opendir(path);
  judge(directory == NULL ? -1 : 0, WALK, 0);
  if (directory == NULL) return;
  attempt("readdir %s", quoted(path));
  do {
    errno = 0;
  } while (readdir(directory) != NULL);
  judge(errno == 0 ? 0 : -1, ENOENT, 0);
  seekdir(directory, (long)draw(chance));
  readdir(directory);
  closedir(directory);
}

static void (*const attacks[])(void) = {
    look,         look,      make_file,        make_file,     make_node,    make_directory,
    make_link,    move,      remove_it,        remove_directory, read_link, cut,
    change_rights, change_times, ask_attributes, ask_rights,  list};

/* Groups are removed seldom, or there would be none to attack. */
void attack_name(const char *mount, struct chance *c) {
  static char room[PATH_ROOM], other_room[PATH_ROOM];
  chance = c;
  int known = one_in(c, 4);
  path = known ? known_path(room, mount, c) : odd_path(room, mount, c);
  other = odd_path(other_room, mount, c);
  void (*attack)(void) = attacks[below(c, sizeof attacks / sizeof *attacks)];
  if (attack == remove_it && known && !one_in(c, 4)) attack = look;
  attack();
}
