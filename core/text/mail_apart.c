/* Mail is read in a sandbox: GMime is a large library, and mail is written by anybody. What comes over the pipe is one
 * record a mail, and one at the end; it is as foreign as the mail was. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/base/sandbox.h"
#include "core/base/utf8.h"
#include "core/text/mail_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RECORD_MAIL = 1, RECORD_END };

struct record {
    uint32_t kind;
    uint32_t len; /* of the text behind it */
    int64_t time_ms;
};

struct ending {
    struct mail_counts counts;
    struct error error;
};

struct job {
    int fd;
    const char *path;
    const struct list *own;
    int out;
};

/* --- in the sandbox --- */

static bool send_mail(void *arg, const char *text, int64_t time_ms) {
    struct job *job = arg;
    size_t len = strlen(text);
    if (len > LIMIT_DOCUMENT_BYTES)
        return true; /* no person wrote that */
    const struct record record = {.kind = RECORD_MAIL, .len = (uint32_t)len, .time_ms = time_ms};
    return sandbox_write(job->out, &record, sizeof record) && sandbox_write(job->out, text, len);
}

static void read_apart(void *arg, int out) {
    struct job *job = arg;
    struct ending ending = {0};
    const struct record record = {.kind = RECORD_END, .len = sizeof ending};
    job->out = out;
    (void)mail_read(job->fd, job->path, job->own, send_mail, job, &ending.counts, &ending.error);
    (void)(sandbox_write(out, &record, sizeof record) && sandbox_write(out, &ending, sizeof ending));
}

/* --- outside --- */

static bool take_mail(struct sandbox *sandbox, const struct record *record, mail_visit *visit, void *arg, bool *more) {
    char *text = mem_alloc(record->len + 1);
    bool whole =
        sandbox_read(sandbox, text, record->len) && strlen(text) == record->len && utf8_is_valid(text, record->len);
    if (whole)
        *more = visit(arg, text, record->time_ms);
    free(text);
    return whole;
}

/* True: the end was read, or is not wanted. */
static bool take_all(struct sandbox *sandbox, mail_visit *visit, void *arg, struct ending *ending) {
    struct record record;
    for (bool more = true; more;) {
        if (!sandbox_read(sandbox, &record, sizeof record))
            return false;
        if (record.kind == RECORD_END)
            return record.len == sizeof *ending && sandbox_read(sandbox, ending, sizeof *ending);
        if (record.kind != RECORD_MAIL || record.len > LIMIT_DOCUMENT_BYTES ||
            !take_mail(sandbox, &record, visit, arg, &more))
            return false;
        ending->counts.mails++; /* for who stops: the end brings the true ones */
    }
    return true;
}

bool mail_visit_file(const char *path, const struct list *own, mail_visit *visit, void *arg, struct mail_counts *counts,
                     struct error *error) {
    struct sandbox sandbox;
    struct ending ending = {0};
    *counts = ending.counts;
    FILE *file = path_open(path, error);
    if (!file)
        return false;
    struct job job = {.fd = fileno(file), .path = path, .own = own};
    bool started = sandbox_start(&sandbox, read_apart, &job, job.fd);
    fclose(file);
    if (!started)
        return error_set(error, ERROR_IO, "%s: no process to read it could be started; try again", path);
    bool whole = take_all(&sandbox, visit, arg, &ending);
    (void)sandbox_finish(&sandbox);
    if (!whole)
        return error_set(error, ERROR_DAMAGED,
                         "%s: reading it broke off; what came before was used. Take out the mail behind it", path);
    ending.counts.sender[sizeof ending.counts.sender - 1] = '\0';
    ending.error.text[sizeof ending.error.text - 1] = '\0';
    *counts = ending.counts;
    if (ending.error.kind != ERROR_NONE && (unsigned)ending.error.kind > ERROR_SECRET)
        ending.error.kind = ERROR_DAMAGED; /* it, too, came from there */
    return ending.error.kind == ERROR_NONE || error_set(error, ending.error.kind, "%s", ending.error.text);
}
