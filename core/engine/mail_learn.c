/* Past mail as samples: each mail is a text of its own, dated as it was sent, so that evidence is as old as the words.
 */
#include "core/engine/engine_internal.h"

#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/text/mail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 8192

bool engine_is_mail(const char *path) {
    char head[HEAD_BYTES];
    FILE *file = path_open(path, NULL);
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return file && mail_is_mail(path, head, len);
}

struct learning {
    struct project *project;
    const char *path;
    bool dry;
    size_t queued;
    struct error *error;
};

static bool on_mail(void *arg, const char *text, int64_t time_ms) {
    struct learning *learning = arg;
    size_t len = strlen(text);
    if (len > LIMIT_HARVEST_BYTES)
        return true; /* no person wrote that */
    learning->queued += project_learn_text(learning->project, learning->path, "mail", text, len, time_ms, learning->dry,
                                           learning->error);
    return !learning->error->kind;
}

/* Of the settings, and of a list with commas. */
static void collect_addresses(const struct project *project, const char *from, struct list *own) {
    list_copy(own, &project->config->learn_from);
    while (from && *from) {
        size_t len = strcspn(from, ",");
        const char *start = from + strspn(from, " ,");
        if (start < from + len)
            list_add_len(own, start, (size_t)(from + len - start));
        from += len + (from[len] == ',');
    }
}

size_t project_learn_mail(struct project *project, const char *path, const char *from, bool dry,
                          struct learned_mail *out, struct error *error) {
    struct learning learning = {.project = project, .path = path, .dry = dry, .error = error};
    struct mail_counts counts = {0};
    struct list own = {0};
    collect_addresses(project, from, &own);
    if (!own.count)
        error_set(error, ERROR_USAGE, "%s holds mail: say which is yours with --from ADDRESS or the setting learn.from",
                  path);
    else if (mail_visit_file(path, &own, on_mail, &learning, &counts, error) && counts.foreign == counts.mails)
        error_set(error, ERROR_NOT_FOUND, "%s: none of its %zu mails is from you; one is from %s", path, counts.mails,
                  counts.sender[0] ? counts.sender : "nobody");
    list_finish(&own);
    *out = (struct learned_mail){.mails = counts.mails, .foreign = counts.foreign, .no_text = counts.no_text};
    memcpy(out->sender, counts.sender, sizeof out->sender);
    return error->kind ? 0 : learning.queued;
}
