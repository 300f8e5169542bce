/* Where the store of a project is. In the person's data folder, so that private text never lands in a repository by
 * accident, unless the project has a .prosed folder. */
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/store/statement.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES_MAX 40

/* The last part of root as far as it is safe in a file name, for people who look into the folder. */
static char *copy_name(const char *root) {
    char *name = mem_copy_text(path_get_name(root));
    if (strlen(name) > NAME_BYTES_MAX)
        name[NAME_BYTES_MAX] = '\0';
    for (char *c = name; *c; c++) {
        if (!isalnum((unsigned char)*c) && !strchr("._-", *c))
            *c = '-';
    }
    return name;
}

/* FNV-1a: it tells projects of the same name, and texts, apart. */
uint64_t store_hash(const char *text) {
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

char *store_find_path(const char *root, struct error *error) {
    if (root) {
        char *folder = path_join(root, ".prosed");
        char *inside = path_is_folder(folder) ? path_join(folder, "store.db") : NULL;
        free(folder);
        if (inside)
            return inside;
    }
    char *data = path_copy_data_folder(error);
    if (!data)
        return NULL;
    char *name = root ? copy_name(root) : NULL;
    char *file = root ? mem_format("projects/%s-%012" PRIx64 ".db", *name ? name : "root", store_hash(root) >> 16)
                      : mem_copy_text("projects/no-project.db");
    char *path = path_join(data, file);
    free(data);
    free(name);
    free(file);
    return path;
}
