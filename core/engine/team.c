/* The team's page, <project>/.prosed/preferences.md: shared through version control, so it is whatever the last commit
 * says, and in a project of somebody else it is theirs. It can state preferences, which are sentences and nothing more;
 * it cannot mute, unpin or outrank what the person stated. Links are not followed: they could lead out of the project.
 */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/engine/preference_file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PAGE_BYTES_MAX (64u << 10)

/* The page's path, or NULL: there is none that may be read. The caller frees. */
static char *find_page(const struct project *project, struct stat *status) {
    struct stat folder_status;
    char *folder = path_join(project->root, ".prosed"), *page = path_join(folder, "preferences.md");
    bool plain = lstat(folder, &folder_status) == 0 && S_ISDIR(folder_status.st_mode) && lstat(page, status) == 0 &&
                 S_ISREG(status->st_mode);
    free(folder);
    if (!plain) {
        free(page);
        page = NULL;
    }
    return page;
}

bool team_take(struct project *project, struct error *error) {
    struct stat status = {0};
    struct list genres = {0}, texts = {0};
    struct buf data = {0};
    if (!project->root || project->personal)
        return true;
    char *page = find_page(project, &status);
    int64_t mark = page ? (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec + 1 : 0;
    bool same = project->team.mark == mark && project->team.bytes == (int64_t)status.st_size;
    if (!same && page && path_read(page, PAGE_BYTES_MAX, &data, NULL))
        preference_file_parse_team(buf_get(&data), data.len, &genres, &texts);
    bool ok = same || store_set_team(project->store, &genres, &texts, error);
    if (ok) {
        project->team.changed = project->team.changed || (!same && project->team.mark != -1);
        project->team.mark = mark;
        project->team.bytes = (int64_t)status.st_size;
    }
    list_finish(&genres);
    list_finish(&texts);
    buf_finish(&data);
    free(page);
    return ok;
}
