/* Documents and users from JSON Lines: `{"source", "content"}`, perhaps with "user_text", and `{"source",
 * "preferences"}`, perhaps with the "task" that the row is for. Those that come with the program are part of it. */
#include "core/eval/corpus.h"

#include "core/base/embed.h"
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/text/format.h"

#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX (64u << 20)

EMBED(eval_email, "core/eval/email.jsonl");
EMBED(eval_summary, "core/eval/summary.jsonl");
EMBED(eval_users, "core/eval/users.jsonl");

static const struct {
    const char *name;
    enum task_kind kind;
    const char *format; /* its name in the table of formats */
    const char *builtin, *builtin_end;
} tasks[] = {
    {"email", TASK_NOTES, "mail", eval_email, eval_email_end},
    {"summary", TASK_SUMMARY, "text", eval_summary, eval_summary_end},
};
#define TASK_COUNT (sizeof tasks / sizeof *tasks)

bool corpus_is_task(const char *task) {
    for (size_t i = 0; i < TASK_COUNT; i++) {
        if (strcmp(tasks[i].name, task) == 0)
            return true;
    }
    return false;
}

static bool is_written(const char *text) {
    return text && text[strspn(text, " \t\r\n")];
}

static bool add_document(struct corpus *corpus, const cJSON *row, struct error *error) {
    const char *source = json_get_text(row, "source"), *content = json_get_text(row, "content");
    if (!is_written(source) || !is_written(content))
        return error_set(error, ERROR_USAGE, "\"source\" or \"content\" is missing: a text each");
    MEM_RESERVE(corpus->documents, corpus->document_count, corpus->document_capacity);
    corpus->documents[corpus->document_count++] =
        (struct document_row){.source = mem_copy_text(source),
                              .content = mem_copy_text(content),
                              .user_text = mem_copy_text(json_get_text(row, "user_text"))};
    return true;
}

static bool has_documents(const struct corpus *corpus, const char *source) {
    for (size_t i = 0; i < corpus->document_count; i++) {
        if (strcmp(corpus->documents[i].source, source) == 0)
            return true;
    }
    return false;
}

static bool has_user(const struct corpus *corpus, const char *source) {
    for (size_t i = 0; i < corpus->user_count; i++) {
        if (strcmp(corpus->users[i].source, source) == 0)
            return true;
    }
    return false;
}

/* *skip: the row is of another task. */
static bool check_user(const struct corpus *corpus, const cJSON *row, bool *skip, struct error *error) {
    const char *source = json_get_text(row, "source"), *task = json_get_text(row, "task");
    *skip = false;
    if (task && !corpus_is_task(task))
        return error_set(error, ERROR_USAGE, "there is no task \"%.30s\"; there are email and summary", task);
    if (!is_written(source))
        return error_set(error, ERROR_USAGE, "\"source\" is missing: whose documents this user writes");
    *skip = task ? strcmp(task, corpus->task) != 0 : !corpus->alone && !has_documents(corpus, source);
    if (*skip)
        return true;
    if (!has_documents(corpus, source))
        return error_set(error, ERROR_USAGE, "the task %s has no documents with the source \"%.60s\"", corpus->task,
                         source);
    return !has_user(corpus, source) ||
           error_set(error, ERROR_USAGE, "a second user of the source \"%.60s\"; each source has one", source);
}

static bool add_user(struct corpus *corpus, const cJSON *row, struct error *error) {
    struct list preferences = {0};
    bool skip;
    if (!check_user(corpus, row, &skip, error) || skip)
        return skip;
    if (!json_read_list(json_get(row, "preferences"), &preferences) || !preferences.count) {
        list_finish(&preferences);
        return error_set(error, ERROR_USAGE, "\"preferences\" is missing: a list of sentences");
    }
    MEM_RESERVE(corpus->users, corpus->user_count, corpus->user_capacity);
    corpus->users[corpus->user_count++] =
        (struct user_row){.source = mem_copy_text(json_get_text(row, "source")), .preferences = preferences};
    return true;
}

typedef bool add_row(struct corpus *corpus, const cJSON *row, struct error *error);

static bool read_lines(struct corpus *corpus, const char *text, const char *end, const char *name, add_row *add,
                       struct error *error) {
    for (size_t line = 1; text < end; line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t len = (size_t)((stop ? stop : end) - text), blank = 0;
        while (blank < len && strchr(" \t\r", text[blank]))
            blank++;
        cJSON *row = blank < len ? json_parse(text, len, error) : NULL;
        bool ok = blank == len || (row && add(corpus, row, error));
        cJSON_Delete(row);
        if (!ok)
            return error_add_context(error, "%s:%zu", name, line);
        text += len + 1;
    }
    return true;
}

static bool load(struct corpus *corpus, const char *file, const char *builtin, const char *builtin_end, add_row *add,
                 struct error *error) {
    struct buf data = {0};
    if (!file)
        return read_lines(corpus, builtin, builtin_end, "built-in", add, error);
    bool ok = path_read(file, FILE_BYTES_MAX, &data, error) &&
              read_lines(corpus, buf_get(&data), buf_get(&data) + data.len, file, add, error);
    buf_finish(&data);
    return ok;
}

static bool load_all(struct corpus *corpus, size_t task, const char *documents_file, const char *users_file,
                     struct error *error) {
    if (!load(corpus, documents_file, tasks[task].builtin, tasks[task].builtin_end, add_document, error) ||
        !load(corpus, users_file, eval_users, eval_users_end, add_user, error))
        return false;
    return corpus->user_count > 0 || error_set(error, ERROR_USAGE, "%s: there is no user for the task %s",
                                               users_file ? users_file : "built-in", corpus->task);
}

bool corpus_load(const char *task, const char *documents_file, const char *users_file, bool alone, struct corpus *out,
                 struct error *error) {
    *out = (struct corpus){0};
    for (size_t i = 0; i < TASK_COUNT; i++) {
        if (strcmp(tasks[i].name, task) != 0)
            continue;
        out->task = tasks[i].name;
        out->task_kind = tasks[i].kind;
        out->format = format_find_name(tasks[i].format);
        out->alone = alone;
        if (load_all(out, i, documents_file, users_file, error))
            return true;
        corpus_finish(out);
        return false;
    }
    return error_set(error, ERROR_USAGE, "there is no task \"%.30s\"; there are email and summary", task);
}

void corpus_finish(struct corpus *corpus) {
    for (size_t i = 0; i < corpus->document_count; i++) {
        free(corpus->documents[i].source);
        free(corpus->documents[i].content);
        free(corpus->documents[i].user_text);
    }
    for (size_t i = 0; i < corpus->user_count; i++) {
        free(corpus->users[i].source);
        list_finish(&corpus->users[i].preferences);
    }
    free(corpus->documents);
    free(corpus->users);
    *corpus = (struct corpus){0};
}
