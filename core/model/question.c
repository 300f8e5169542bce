/* One question to a model, as data. The members are listed once, in `members`, and everything that walks over a
 * question (copying, freeing, formatting) walks over that table. */
#include "core/model/question.h"

#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/text/format.h"

#include <stdlib.h>
#include <string.h>

static const char *const op_names[OP_COUNT] = {
    [OP_OUTLINE] = "outline",   [OP_GENERATE] = "generate",   [OP_INFER] = "infer",     [OP_BREAKDOWN] = "breakdown",
    [OP_COALESCE] = "coalesce", [OP_VERIFY] = "verify",       [OP_REWRITE] = "rewrite", [OP_COMPLETE] = "complete",
    [OP_EXPLAIN] = "explain",   [OP_AGGREGATE] = "aggregate", [OP_COMPARE] = "compare",
};

static const struct {
    const char *name;
    size_t offset; /* of a const char * */
} members[] = {
    {"task", offsetof(struct question, task)},     {"user_text", offsetof(struct question, user_text)},
    {"draft", offsetof(struct question, draft)},   {"preference", offsetof(struct question, preference)},
    {"joined", offsetof(struct question, joined)}, {"passage", offsetof(struct question, passage)},
    {"before", offsetof(struct question, before)}, {"after", offsetof(struct question, after)},
    {"about", offsetof(struct question, about)},   {"instruction", offsetof(struct question, instruction)},
};
#define MEMBER_COUNT (sizeof members / sizeof *members)

const char *op_name(enum op op) {
    return op_names[op];
}

bool op_parse(const char *name, enum op *op) {
    for (int i = 0; i < OP_COUNT; i++) {
        if (strcmp(op_names[i], name) == 0) {
            *op = (enum op)i;
            return true;
        }
    }
    return false;
}

static const char *get_member(const struct question *question, size_t index) {
    return *(const char *const *)((const char *)question + members[index].offset);
}

static const char **point_member(struct question *question, size_t index) {
    return (const char **)((char *)question + members[index].offset);
}

cJSON *question_format(const struct question *question) {
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "op", op_name(question->op));
    cJSON_AddStringToObject(object, "format", format_get(question->format)->name);
    if (question->op == OP_GENERATE || question->op == OP_INFER || question->op == OP_EXPLAIN) {
        static const char *const kinds[] = {
            [TASK_NOTES] = "notes", [TASK_REVISE] = "revise", [TASK_SUMMARY] = "summary"};
        cJSON_AddStringToObject(object, "task_kind", kinds[question->task_kind]);
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (get_member(question, i)) {
            cJSON_AddStringToObject(object, members[i].name, get_member(question, i));
        }
    }
    if (question->preferences) {
        json_add_list(object, "preferences", question->preferences);
    }
    if (question->example_count > 0) {
        cJSON *examples = cJSON_AddArrayToObject(object, "examples");
        for (size_t i = 0; i < question->example_count; i++) {
            cJSON *example = cJSON_CreateObject();
            cJSON_AddStringToObject(example, "task", question->examples[i].task ? question->examples[i].task : "");
            cJSON_AddStringToObject(example, "text", question->examples[i].text ? question->examples[i].text : "");
            cJSON_AddItemToArray(examples, example);
        }
    }
    return object;
}

struct question *question_copy(const struct question *question) {
    struct question *copy = mem_alloc(sizeof *copy);
    *copy = *question;
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        *point_member(copy, i) = mem_copy_text(get_member(question, i));
    }
    if (question->preferences) {
        struct list *list = mem_alloc(sizeof *list);
        list_copy(list, question->preferences);
        copy->preferences = list;
    }
    if (question->example_count > 0) {
        struct example *examples = mem_alloc(question->example_count * sizeof *examples);
        for (size_t i = 0; i < question->example_count; i++) {
            examples[i].task = mem_copy_text(question->examples[i].task);
            examples[i].text = mem_copy_text(question->examples[i].text);
        }
        copy->examples = examples;
    } else {
        copy->examples = NULL;
    }
    return copy;
}

void question_destroy(struct question *question) {
    if (!question) {
        return;
    }
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        free((char *)*point_member(question, i));
    }
    if (question->preferences) {
        list_finish((struct list *)question->preferences);
        free((struct list *)question->preferences);
    }
    for (size_t i = 0; i < question->example_count; i++) {
        free((char *)question->examples[i].task);
        free((char *)question->examples[i].text);
    }
    free((struct example *)question->examples);
    free(question);
}
