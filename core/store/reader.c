/* Who else has a store open, as far as this person may see it: by the descriptors that /proc shows. */
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/store.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROCESSES_MAX 20000 /* looked at; a machine has some hundreds */

static bool has_open(const char *process, const char *file) {
    char *folder = mem_format("/proc/%s/fd", process), target[4096];
    DIR *open_folder = opendir(folder);
    const struct dirent *entry;
    bool has = false;
    while (open_folder && !has && (entry = readdir(open_folder))) {
        char *link = path_join(folder, entry->d_name);
        ssize_t len = readlink(link, target, sizeof target - 1);
        target[len > 0 ? len : 0] = '\0';
        has = !strcmp(target, file);
        free(link);
    }
    if (open_folder)
        closedir(open_folder);
    free(folder);
    return has;
}

static char *describe(const char *process) {
    char *file = mem_format("/proc/%s/comm", process);
    struct buf name = {0};
    (void)path_read(file, 256, &name, NULL);
    if (name.len)
        name.data[strcspn(name.data, "\n")] = '\0';
    char *text = mem_format("%s (%s)", name.len ? name.data : "a process", process);
    buf_finish(&name);
    free(file);
    return text;
}

char *store_find_reader(const struct store *store) {
    char *log = mem_format("%s-wal", store_get_path(store)), *real = realpath(log, NULL), *found = NULL;
    DIR *processes = real ? opendir("/proc") : NULL;
    const struct dirent *entry;
    for (int i = 0; processes && !found && i < PROCESSES_MAX && (entry = readdir(processes)); i++)
        if (strspn(entry->d_name, "0123456789") == strlen(entry->d_name) &&
            strtol(entry->d_name, NULL, 10) != getpid() && has_open(entry->d_name, real))
            found = describe(entry->d_name);
    if (processes)
        closedir(processes);
    free(real);
    free(log);
    return found;
}
