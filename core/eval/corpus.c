/* Documents and users from JSON Lines: `{"source", "content"}`, perhaps with "user_text", and `{"source",
 * "preferences"}`, perhaps with the "task" that the row is for. Those that come with the program are part of it. */
#include "core/eval/corpus.h"

#include "core/base/embed.h"
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX (64u << 20)

EMBED(eval_email, "core/eval/email.jsonl");
EMBED(eval_summary, "core/eval/summary.jsonl");
EMBED(eval_users, "core/eval/users.jsonl");

static const struct {
    const char *name;
    enum task_kind kind;
    enum format format;
    const char *builtin, *builtin_end;
} tasks[] = {
    {"email", TASK_NOTES, FORMAT_MAIL, eval_email, eval_email_end},
    {"summary", TASK_SUMMARY, FORMAT_TEXT, eval_summary, eval_summary_end},
};
#define TASK_COUNT (sizeof tasks / sizeof *tasks)

bool corpus_is_task(const char *task) {
    for (size_t i = 0; i < TASK_COUNT; i++) {
        if (strcmp(tasks[i].name, task) == 0)
            return true;
    }
    return false;
}

static bool add_document(struct corpus *documents, const cJSON *row) {
    const char *source = json_get_text(row, "source"), *content = json_get_text(row, "content");
    if (!source || !content || !*content)
        return false;
    MEM_RESERVE(documents->documents, documents->document_count, documents->document_capacity);
    documents->documents[documents->document_count++] =
        (struct document_row){.source = mem_copy_text(source),
                              .content = mem_copy_text(content),
                              .user_text = mem_copy_text(json_get_text(row, "user_text"))};
    return true;
}

static bool add_user(struct corpus *documents, const cJSON *row) {
    const char *source = json_get_text(row, "source"), *task = json_get_text(row, "task");
    struct list preferences = {0};
    if (task && strcmp(task, documents->task) != 0)
        return true;
    if (!source || !json_read_list(json_get(row, "preferences"), &preferences) || !preferences.count) {
        list_finish(&preferences);
        return false;
    }
    MEM_RESERVE(documents->users, documents->user_count, documents->user_capacity);
    documents->users[documents->user_count++] =
        (struct user_row){.source = mem_copy_text(source), .preferences = preferences};
    return true;
}

static bool read_lines(struct corpus *documents, const char *text, const char *end, const char *name, bool users,
                       struct error *error) {
    for (size_t line = 1; text < end; line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t len = (size_t)((stop ? stop : end) - text);
        if (len > strspn(text, " \t\r")) {
            cJSON *row = json_parse(text, len, error);
            bool ok = row && (users ? add_user(documents, row) : add_document(documents, row));
            if (row && !ok)
                error_set(error, ERROR_USAGE, "%s is missing",
                          users ? "\"source\" or \"preferences\", a list of sentences," : "\"source\" or \"content\"");
            cJSON_Delete(row);
            if (!ok)
                return error_add_context(error, "%s:%zu", name, line);
        }
        text += len + 1;
    }
    return true;
}

static bool load(struct corpus *documents, const char *file, const char *builtin, const char *builtin_end, bool users,
                 struct error *error) {
    struct buf data = {0};
    if (!file)
        return read_lines(documents, builtin, builtin_end, "built-in", users, error);
    bool ok = path_read(file, FILE_BYTES_MAX, &data, error) &&
              read_lines(documents, buf_get(&data), buf_get(&data) + data.len, file, users, error);
    buf_finish(&data);
    return ok;
}

static bool check_users(const struct corpus *documents, struct error *error) {
    for (size_t i = 0; i < documents->user_count; i++) {
        bool found = false;
        for (size_t j = 0; j < documents->document_count; j++)
            found = found || strcmp(documents->users[i].source, documents->documents[j].source) == 0;
        if (!found)
            return error_set(error, ERROR_USAGE, "user \"%.60s\": there is no document of this source",
                             documents->users[i].source);
    }
    return documents->user_count > 0 ||
           error_set(error, ERROR_USAGE, "there is no user for the task %s", documents->task);
}

bool corpus_load(const char *task, const char *documents_file, const char *users_file, struct corpus *out,
                 struct error *error) {
    *out = (struct corpus){0};
    for (size_t i = 0; i < TASK_COUNT; i++) {
        if (strcmp(tasks[i].name, task) != 0)
            continue;
        out->task = tasks[i].name;
        out->task_kind = tasks[i].kind;
        out->format = tasks[i].format;
        if (load(out, documents_file, tasks[i].builtin, tasks[i].builtin_end, false, error) &&
            load(out, users_file, eval_users, eval_users_end, true, error) && check_users(out, error))
            return true;
        corpus_finish(out);
        return false;
    }
    return error_set(error, ERROR_USAGE, "there is no task \"%.30s\"; there are email and summary", task);
}

void corpus_finish(struct corpus *documents) {
    for (size_t i = 0; i < documents->document_count; i++) {
        free(documents->documents[i].source);
        free(documents->documents[i].content);
        free(documents->documents[i].user_text);
    }
    for (size_t i = 0; i < documents->user_count; i++) {
        free(documents->users[i].source);
        list_finish(&documents->users[i].preferences);
    }
    free(documents->documents);
    free(documents->users);
    *documents = (struct corpus){0};
}
