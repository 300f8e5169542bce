/* Activities. One lives until its function is done and nothing that it asked is on its way any more; then its owner is
 * told. A failure stops all of them: what was answered is in the transcript, and the same command goes on from there.
 */
#include "core/eval/asker.h"

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/stylist/simulated.h"

#include <stdlib.h>
#include <string.h>

struct running {
    struct asker *asker;
    struct activity activity;
    char *name;
    struct journal *journal;
    struct asked *asked;
    size_t asked_count;
    bool finished;
};

struct asked {
    struct asked *next;
    struct running *running;
    char *key;
    enum op op;
    int64_t started_ms;
    struct ask *ask;
};

static void advance(struct running *running);

static void end(struct running *running) {
    struct activity activity = running->activity;
    bool ok = running->asker->error.kind == ERROR_NONE;
    running->asker->active--;
    journal_destroy(running->journal);
    free(running->name);
    free(running);
    activity.done(activity.arg, ok);
}

static void add_cost(struct running *running, const struct transcript_answer *answer) {
    struct cost *cost = running->activity.cost;
    cost->calls[answer->op]++;
    cost->prompt_tokens += answer->prompt_tokens;
    cost->answer_tokens += answer->answer_tokens;
    cost->elapsed_ms += answer->elapsed_ms;
}

static void remove_asked(struct asked *asked) {
    struct running *running = asked->running;
    struct asked **link = &running->asked;
    while (*link != asked)
        link = &(*link)->next;
    *link = asked->next;
    running->asked_count--;
    free(asked->key);
    free(asked);
}

static void take_answer(struct asked *asked, const struct answer *answer) {
    struct running *running = asked->running;
    struct asker *asker = running->asker;
    const struct transcript_answer kept = {.name = running->name,
                                           .key = asked->key,
                                           .text = answer->text,
                                           .cut_off = answer->cut_off,
                                           .op = asked->op,
                                           .prompt_tokens = answer->prompt_tokens,
                                           .answer_tokens = answer->answer_tokens,
                                           .elapsed_ms = clock_monotonic_ms() - asked->started_ms};
    if (asker->transcript && !transcript_write(asker->transcript, &kept, &asker->error))
        return;
    asker->answered++;
    add_cost(running, &kept);
    journal_add(running->journal, asked->key, answer->text, answer->cut_off);
}

static void on_answer(void *arg, const struct answer *answer, const struct error *error) {
    struct asked *asked = arg;
    struct running *running = asked->running;
    struct asker *asker = running->asker;
    if (!error)
        take_answer(asked, answer);
    else if (error->kind != ERROR_CANCELLED && !asker->error.kind)
        asker->error = *error;
    remove_asked(asked);
    advance(running);
}

static bool is_asked(const struct running *running, const char *key) {
    for (const struct asked *asked = running->asked; asked; asked = asked->next) {
        if (strcmp(asked->key, key) == 0)
            return true;
    }
    return false;
}

static void ask(struct running *running, const struct wanted *wanted) {
    struct asked *asked = mem_alloc(sizeof *asked);
    struct question question = *wanted->question;
    question.seed = simulated_mix(running->activity.seed, wanted->key);
    *asked = (struct asked){.next = running->asked,
                            .running = running,
                            .key = mem_copy_text(wanted->key),
                            .op = question.op,
                            .started_ms = clock_monotonic_ms()};
    running->asked = asked;
    running->asked_count++;
    struct asks *asks = running->activity.asks ? running->activity.asks : running->asker->asks;
    asked->ask = ask_start(asks, &question, PURPOSE_LEARN, NULL, on_answer, asked);
}

static void advance(struct running *running) {
    bool failed = running->asker->error.kind != ERROR_NONE;
    if (!running->finished && !failed) {
        journal_clear_wanted(running->journal);
        running->finished = running->activity.run(running->activity.arg, running->journal);
    }
    if (running->finished || failed) { /* what was asked on speculation is not needed any more */
        for (struct asked *asked = running->asked; asked; asked = asked->next)
            ask_cancel(asked->ask);
        if (!running->asked)
            end(running);
        return;
    }
    for (size_t i = 0; i < journal_count_wanted(running->journal); i++) {
        struct wanted wanted = journal_get_wanted(running->journal, i);
        if (running->asked_count >= (size_t)running->asker->cap)
            break;
        if (!is_asked(running, wanted.key))
            ask(running, &wanted);
    }
}

static void on_kept(void *arg, const struct transcript_answer *answer) {
    struct running *running = arg;
    journal_add(running->journal, answer->key, answer->text, answer->cut_off);
    add_cost(running, answer);
}

static void begin(void *arg) {
    advance(arg);
}

void asker_start(struct asker *asker, const struct activity *activity) {
    struct running *running = mem_alloc(sizeof *running);
    *running = (struct running){
        .asker = asker, .activity = *activity, .name = mem_copy_text(activity->name), .journal = journal_create()};
    asker->active++;
    if (asker->transcript)
        transcript_visit(asker->transcript, running->name, on_kept, running);
    loop_defer(asker->loop, begin, running);
}
