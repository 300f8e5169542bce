/* One list: a question enters it when it is asked and leaves it when its answer is in the store, or of no use. */
#include "core/learn/questions.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/learn/job_work.h"

#include <stdlib.h>
#include <string.h>

struct pending_question {
    struct questions *questions;
    struct pending_question *next;
    uint64_t job_number;
    char *key;
    char *question;
    char *model;
    enum op op;
    struct ask *ask; /* NULL once it has answered */
    char *answer;
    bool cut_off;
    int64_t prompt_tokens;
    int64_t answer_tokens;
};

static void free_question(struct pending_question *pending) {
    free(pending->key);
    free(pending->question);
    free(pending->model);
    free(pending->answer);
    free(pending);
}

static void remove_question(struct questions *questions, struct pending_question *pending) {
    struct pending_question **link = &questions->first;
    while (*link != pending)
        link = &(*link)->next;
    *link = pending->next;
    free_question(pending);
}

static bool is_of_job_in_hand(const struct pending_question *pending) {
    return pending->job_number == pending->questions->job_number;
}

/* --- asking --- */

static void on_answered(void *arg, const struct answer *answer, const struct error *error) {
    struct pending_question *pending = arg;
    struct questions *questions = pending->questions;
    bool ours = is_of_job_in_hand(pending);
    pending->ask = NULL;
    if (ours && error && error->kind == ERROR_UNREADABLE) {
        pending->answer = mem_copy_text(""); /* an answer, and of no use: the method knows what to do */
    } else if (answer && ours) {
        pending->answer = mem_copy_text(answer->text);
        pending->cut_off = answer->cut_off;
        pending->prompt_tokens = answer->prompt_tokens;
        pending->answer_tokens = answer->answer_tokens;
    } else {
        if (ours && error && error->kind != ERROR_CANCELLED)
            questions->events.failed(questions->events.arg, error);
        remove_question(questions, pending);
    }
    questions->events.changed(questions->events.arg);
}

/* What was paid for without an answer: the daily cap counts it, too. */
static void on_loss(void *arg, const struct answer *cost) {
    const struct pending_question *pending = arg;
    struct error error = {0};
    const struct store_spend spend = {.model = pending->model,
                                      .purpose = "learn",
                                      .calls = 1,
                                      .prompt_tokens = cost->prompt_tokens,
                                      .answer_tokens = cost->answer_tokens};
    if (!store_add_spend(pending->questions->store, &spend, &error))
        log_write(LOG_WARNING, "learning: %s", error.text);
}

void questions_ask(struct questions *questions, struct asks *asks, const struct wanted *wanted) {
    struct pending_question *pending = mem_alloc(sizeof *pending), **link = &questions->first;
    *pending = (struct pending_question){
        .questions = questions, .job_number = questions->job_number, .op = wanted->question->op};
    pending->key = mem_copy_text(wanted->key);
    pending->question = work_format_question(wanted->question);
    pending->model = mem_copy_text(asks_get_model(asks, pending->op));
    while (*link)
        link = &(*link)->next;
    *link = pending;
    pending->ask = ask_start(asks, wanted->question, PURPOSE_LEARN, NULL, on_answered, pending);
    ask_set_loss(pending->ask, on_loss);
}

bool questions_are_asking(const struct questions *questions, const char *key) {
    for (const struct pending_question *pending = questions->first; pending; pending = pending->next) {
        if (is_of_job_in_hand(pending) && strcmp(pending->key, key) == 0)
            return true;
    }
    return false;
}

size_t questions_count_asked(const struct questions *questions) {
    size_t count = 0;
    for (const struct pending_question *pending = questions->first; pending; pending = pending->next)
        count += pending->ask != NULL;
    return count;
}

/* --- cancelling --- */

void questions_cancel(struct questions *questions) {
    for (struct pending_question *pending = questions->first; pending; pending = pending->next) {
        if (pending->ask)
            ask_cancel(pending->ask);
    }
}

void questions_put_down(struct questions *questions) {
    questions->job_number++;
    questions_cancel(questions);
}

void questions_drop(struct questions *questions) {
    while (questions->first)
        remove_question(questions, questions->first);
}

/* --- writing down --- */

bool questions_write(struct questions *questions, int64_t job, const char *lease_owner, struct journal *journal,
                     size_t *written, struct error *error) {
    size_t count = 0, capacity = 0;
    struct store_answer *answers = NULL;
    for (struct pending_question *p = questions->first; p; p = p->next) {
        if (p->ask || !job || !is_of_job_in_hand(p))
            continue;
        MEM_RESERVE(answers, count, capacity);
        answers[count++] = (struct store_answer){.key = p->key,
                                                 .op = op_name(p->op),
                                                 .question = p->question,
                                                 .answer = p->answer,
                                                 .cut_off = p->cut_off,
                                                 .model = p->model,
                                                 .prompt_tokens = p->prompt_tokens,
                                                 .answer_tokens = p->answer_tokens};
    }
    bool ok = !count || store_add_answers(questions->store, job, lease_owner, answers, count, error);
    for (size_t i = 0; ok && i < count; i++)
        journal_add(journal, answers[i].key, answers[i].answer, answers[i].cut_off);
    free(answers);
    *written = ok ? count : 0;
    for (struct pending_question *p = questions->first, *next; p; p = next) {
        next = p->next;
        if (!p->ask && (ok || !job || !is_of_job_in_hand(p)))
            remove_question(questions, p);
    }
    return ok;
}
