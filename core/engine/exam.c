/* The doctor's questions to the models: small real ones of the kinds that they will be asked, each with what a model
 * that is up to them answers at least. A role is told of once, when its last answer is there. */
#include "core/engine/engine_internal.h"

#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/guard/guard.h"
#include "core/guard/plausible.h"
#include "core/guard/remark.h"
#include "core/model/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASSAGE    "The boat is not here. It does not come back before May."
#define PREFERENCE "Use contractions."
#define KINDS_MAX  3

struct exam { /* of one role */
    const char *role;
    char *model;
    model_callback *callback;
    void *arg;
    size_t pending;
    struct error failed[KINDS_MAX]; /* by question, so that the first one is told, whichever answer came first */
    const char *notes[KINDS_MAX];
};

struct exam_question {
    struct exam *exam;
    size_t index;
    const struct exam_kind *kind;
};

/* false: it is not up to it. *note may say something of an answer that will do. */
typedef bool exam_read(const struct answer *answer, const char **note);

static bool read_rewrite(const struct answer *answer, const char **note) {
    char *text = answer->verbatim ? mem_copy_text(answer->text)
                                  : answer_read_rewrite(answer->text, PASSAGE, answer->cut_off, NULL);
    struct list preferences = {0};
    struct error error;
    list_add(&preferences, PREFERENCE);
    enum plausible plausible = text ? plausible_check(PASSAGE, &preferences, text, false, &error) : PLAUSIBLE_NOT;
    char *guarded = plausible == PLAUSIBLE_REWRITE ? guard_check(PASSAGE, text, FORMAT_TEXT, NULL, NULL) : NULL;
    if (plausible == PLAUSIBLE_NO_CHANGE || (guarded && !strcmp(guarded, PASSAGE)))
        *note = "it left a sentence unchanged that it was to rewrite";
    bool good = plausible == PLAUSIBLE_NO_CHANGE || guarded;
    list_finish(&preferences);
    free(guarded);
    free(text);
    return good;
}

static bool read_verdict(const struct answer *answer, const char **note) {
    int score;
    (void)note;
    return !answer->cut_off && answer_read_verdict(answer->text, &score, NULL) && score > 0;
}

static bool read_no_verdict(const struct answer *answer, const char **note) {
    int score;
    bool read = !answer->cut_off && answer_read_verdict(answer->text, &score, NULL);
    if (read && score > 0)
        *note = "it also confirms what is not so, so look over what it learns";
    return read;
}

static bool read_list(const struct answer *answer, const char **note) {
    struct list items = {0};
    (void)note;
    bool good = !answer->cut_off && answer_read_list(answer->text, &items, NULL) && items.count > 0;
    for (size_t i = 0; good && i < items.count; i++) {
        struct remarks remarks = remarks_read(items.items[i], "");
        good = !remark_refuses(&remarks) && !remark_is_failure(&remarks) && !remark_is_data(&remarks);
        remarks_finish(&remarks);
    }
    list_finish(&items);
    return good;
}

static const struct exam_kind {
    const char *role;
    const char *asked; /* "asked for ..." */
    struct question question;
    exam_read *read;
} kinds[] = {
    {"write", "a rewrite of one sentence", {.op = OP_REWRITE, .passage = PASSAGE}, read_rewrite},
    {"learn",
     "a verdict",
     {.op = OP_VERIFY, .user_text = "We don't mind the rain, and it isn't cold.", .preference = PREFERENCE},
     read_verdict},
    {"learn",
     "a second verdict",
     {.op = OP_VERIFY, .user_text = "We do not mind the rain, and it is not cold.", .preference = PREFERENCE},
     read_no_verdict},
    {"learn", "a list", {.op = OP_BREAKDOWN, .joined = "Use contractions, and keep sentences short."}, read_list},
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static void finish_exam(struct exam *exam) {
    const struct error *failed = NULL;
    const char *note = NULL;
    for (size_t i = 0; i < KINDS_MAX; i++) {
        failed = failed ? failed : exam->failed[i].kind ? &exam->failed[i] : NULL;
        note = note ? note : exam->notes[i];
    }
    exam->callback(exam->arg, exam->role, exam->model, note, failed);
    free(exam->model);
    free(exam);
}

static void on_answer(void *arg, const struct answer *answer, const struct error *error) {
    struct exam_question *question = arg;
    struct exam *exam = question->exam;
    struct error *failed = &exam->failed[question->index];
    if (error) {
        *failed = *error;
    } else if (!question->kind->read(answer, &exam->notes[question->index])) {
        char *said = printable_copy(answer->text, PRINTABLE_LINE);
        error_set(failed, ERROR_UNREADABLE,
                  "%s is not up to it: asked for %s, it answered \"%.90s%s\"; use another model", exam->model,
                  question->kind->asked, said, strlen(said) > 90 ? "..." : "");
        free(said);
    }
    free(question);
    if (--exam->pending == 0)
        finish_exam(exam);
}

static void examine(struct engine *engine, const char *role, model_callback *callback, void *arg) {
    struct exam *exam = mem_alloc(sizeof *exam);
    struct list preferences = {0};
    size_t index = 0;
    list_add(&preferences, PREFERENCE);
    *exam = (struct exam){.role = role, .callback = callback, .arg = arg};
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (strcmp(kinds[i].role, role) != 0)
            continue;
        struct question asked = kinds[i].question;
        asked.preferences = asked.op == OP_REWRITE ? &preferences : NULL;
        struct exam_question *question = mem_alloc(sizeof *question);
        *question = (struct exam_question){exam, index++, &kinds[i]};
        if (!exam->model)
            exam->model = mem_copy_text(asks_get_model(engine->models.asks, asked.op));
        exam->pending++;
        ask_start(engine->models.asks, &asked, PURPOSE_INTERACTIVE, NULL, on_answer, question);
    }
    list_finish(&preferences);
}

void engine_check_models(struct engine *engine, model_callback *callback, void *arg) {
    static const char *const roles[] = {"write", "learn"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (engine->models.asks)
            examine(engine, roles[i], callback, arg);
        else
            callback(arg, roles[i], "", NULL, &engine->models.error);
    }
}
