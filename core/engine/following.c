/* A path is asked about twice: by the name it was opened by, and by the one that its links lead to. */
#include "core/engine/following.h"

#include "core/base/path.h"
#include "core/config/ignore.h"
#include "core/document/secret_files.h"
#include "core/engine/engine_internal.h"
#include "core/text/format.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* Where files are that live as long as a program does. */
static const struct {
    const char *folder;
    bool always; /* also where a project lies in it */
} passing[] = {{"/dev/shm", true},
               {"/run", true},
               {"/var/run", true},
               {"/proc", true},
               {"/dev/fd", true},
               {"/tmp", false},
               {"/var/tmp", false},
               {"/private/tmp", false},
               {"/var/spool/cron", true},
               {"/var/folders", false},
               {"/private/var/folders", false}};

/* What editors are started on by other programs, which hold what those guard. */
static const char *const guarded_names[] = {
    "/pass.*",      "crontab.*", "kubectl-edit-*", "sudoers.tmp", "*.sops.tmp*",   "ansible-*vault*", "*.vault.tmp",
    "gopass-edit*", "bw-*.tmp",  "vipw.*",         "passwd.edit", "*.decrypted~*", "*.decrypted.*"};

static bool is_passing(const struct project *project, const char *path) {
    const char *own = getenv("TMPDIR");
    bool held = project->root && path_is_inside(path, project->root);
    for (size_t i = 0; i < sizeof passing / sizeof *passing; i++)
        if (path_is_inside(path, passing[i].folder) && (passing[i].always || !held))
            return true;
    return own && *own == '/' && own[1] && path_is_inside(path, own) && !held;
}

static bool is_guarded(const char *path) {
    for (size_t i = 0; i < sizeof guarded_names / sizeof *guarded_names; i++)
        if (fnmatch(guarded_names[i], path_get_name(path), FNM_CASEFOLD) == 0)
            return true;
    return strstr(path, "/pass.") && path_is_inside(path, "/dev/shm");
}

/* "/ssh:host:/etc/motd" (Emacs), "/home/ann/scp://host/notes.md" (Vim), sent as if they were paths. */
static bool is_elsewhere(const char *path) {
    for (const char *part = path; *part == '/'; part += 1 + strcspn(part + 1, "/")) {
        size_t name = strspn(part + 1, "abcdefghijklmnopqrstuvwxyz"), len = strcspn(part + 1, "/");
        bool scheme = name >= 3 && name + 1 == len && part[1 + name] == ':';
        bool tramp = part == path && name >= 2 && part[1 + name] == ':' && memchr(part + 2 + name, ':', len - name - 1);
        if (scheme || tramp)
            return true;
    }
    return false;
}

static bool check_name(struct project *project, const char *path, struct error *why) {
    if (secret_file_is(path) || is_guarded(path))
        return error_set(why, ERROR_REFUSED, "such files hold secrets");
    return !ignore_covers(project->ignore, path, why);
}

static bool check_names(struct project *project, const char *path, bool by_hand, enum format format,
                        struct error *why) {
    char *real = path_resolve(path); /* of a file that is not there yet, too: its folder may be a link */
    if (is_elsewhere(path)) {
        free(real);
        return error_set(why, ERROR_REFUSED, "it is no file of this machine");
    }
    /* Mail programs start editors on a file of their own, which is mail all the same. */
    bool passes = !by_hand && !format_get(format)->is_letter &&
                  (is_passing(project, path) || (real && is_passing(project, real)));
    bool good =
        passes ? error_set(why, ERROR_REFUSED, "it is in a temporary folder, and in no project")
               : check_name(project, path, why) && (!real || !strcmp(real, path) || check_name(project, real, why));
    if (why->kind == ERROR_UNREADABLE)
        engine_tell(project->engine, why->text);
    free(real);
    return good;
}

bool following_check(struct project *project, const char *path, enum format format, struct error *why) {
    *why = (struct error){0};
    if (format == FORMAT_NONE)
        return error_set(why, ERROR_REFUSED, "it is of no kind that prosed knows as prose");
    return !path || check_names(project, path, false, format, why);
}

bool following_check_named(struct project *project, const char *path, struct error *why) {
    *why = (struct error){0};
    return !path || check_names(project, path, true, FORMAT_NONE, why);
}
