/* The actions. Where a change could be told in two ways ("the" typed in front of "the"), it is not made: no protocol
 * could say which of them it was. */
#include "tests/unit/lsp/simulated_actions.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What is typed: each key is one character, some of them wide ones. */
static const char *const typed[] = {
    "The harbour was quiet again, and nobody asked who had left the gate open. ",
    "We don't keep two copies; the second one is always the wrong one. ",
    "Grün ist die Tür – 門は緑です – and it's 4 metres high 🌿. ",
    "Please bring the list, the lamp, and the other key. ",
    "\n\nA new paragraph starts here, with a naïve remark 😀 about ropes. ",
    "so it goes, ",
    "- one more item\n",
    "because the tide won't wait, ",
};
/* What is pasted, and what other programs write: other languages, so that no word of it is in doubt. */
static const char *const foreign[] = {
    "Der Leuchtturmwärter schrieb abends stundenlang Briefe, versiegelte jeden einzelnen sorgfältig und übergab sie "
    "frühmorgens dem Postschiff, das selten pünktlich anlegte.",
    "Zwölf Boxkämpfer jagten Viktor quer über den großen Sylter Deich, während Möwen kreischten, Fischer fluchten und "
    "niemand wusste, weshalb überhaupt gerannt wurde.",
    "Quand la brume se lève, les pêcheurs déroulent leurs filets, échangent quelques nouvelles et repartent aussitôt "
    "vers les rochers où dorment les phoques gris.",
    "Unter uralten Kastanien saßen drei Buchbinder; jeder hielt ein angefangenes Werk, keiner sprach, bloß Vögel "
    "zwitscherten unaufhörlich über ihren gebeugten Köpfen.",
};
static const char *const written_by_programs[] = {
    "Generato automaticamente dallo strumento, versione ventitré, senza garanzia alcuna di esattezza.",
    "Alla fine ogni barca rientra, qualcuna prima, qualcuna dopo mezzanotte, nessuna però troppo carica.",
};
static const char *const snippets[] = {"Sehr geehrte Frau Öztürk", "Hafenmeisterei Nord", "bonjour à tous", "✔ fertig"};
#define PICK(random, list) random_pick(random, list, sizeof(list) / sizeof(list)[0])

static const struct glyphs nothing;

static void type_at(struct session *session, struct simulated *document, size_t at, const char *text, size_t most) {
    struct glyphs keys = {0};
    glyphs_add(&keys, text, ORIGIN_TYPED, 0);
    most = most < keys.count ? most : keys.count;
    if (document->sync == SYNC_WHOLE) { /* what was typed until the client sent it */
        struct glyphs burst = {0};
        glyphs_copy(&burst, &keys, 0, most);
        if (!glyphs_is_ambiguous(&document->text, at, at, &burst))
            simulated_insert(document, at, &burst);
        glyphs_finish(&burst);
        most = 0;
    }
    for (size_t k = 0; k < most; k++) {
        struct glyphs key = {0};
        glyphs_copy(&key, &keys, k, k + 1);
        simulated_insert(document, at + k, &key);
        simulated_send(document);
        if (session_below(session, 25) == 0) { /* a slip, mended */
            simulated_replace(document, at + k, at + k + 1, &nothing);
            simulated_send(document);
            simulated_insert(document, at + k, &key);
            simulated_send(document);
        }
        glyphs_finish(&key);
    }
    glyphs_finish(&keys);
    simulated_end_action(document);
}

static void act_type(struct session *session, struct simulated *document) {
    size_t at =
        session_below(session, 3) ? session_pick_word(session, document) : session_pick_place(session, document);
    type_at(session, document, at, PICK(&session->random, typed), 4 + session_below(session, 60));
}

static void act_backspace(struct session *session, struct simulated *document) {
    size_t at = session_pick_place(session, document), count = 1 + session_below(session, 9);
    if (document->sync == SYNC_WHOLE)
        return;
    for (; count > 0 && at > 0; count--) {
        size_t from = glyphs_split_line_end(&document->text, at - 1) ? at - 2 : at - 1;
        simulated_replace(document, from, at, &nothing);
        simulated_send(document);
        at = from;
    }
    simulated_end_action(document);
}

static void act_delete(struct session *session, struct simulated *document) {
    size_t start, end;
    if (!session_pick_range(session, document, 1, session_below(session, 4) ? 20 : 300, &start, &end))
        return;
    simulated_replace(document, start, end, &nothing);
    simulated_end_action(document);
}

/* Selecting words and typing over them: the first key takes them away. */
static void act_type_over(struct session *session, struct simulated *document) {
    size_t start, end;
    if (document->sync == SYNC_WHOLE || !session_pick_range(session, document, 3, 30, &start, &end))
        return;
    struct glyphs key = {0};
    glyphs_add(&key, "§", ORIGIN_TYPED, 0);
    simulated_replace(document, start, end, &key);
    simulated_send(document);
    glyphs_finish(&key);
    type_at(session, document, start + 1, PICK(&session->random, typed), 3 + session_below(session, 12));
}

static void act_paste(struct session *session, struct simulated *document) {
    bool is_long = session_below(session, 3) > 0;
    /* With a number, lest it is taken for what was cut before. */
    char *text = mem_format("%s %zu", is_long ? PICK(&session->random, foreign) : PICK(&session->random, snippets),
                            session->pastes++);
    size_t at = session_pick_place(session, document), start, end;
    struct glyphs glyphs = {0};
    glyphs_add(&glyphs, text, is_long ? ORIGIN_PASTED : ORIGIN_TYPED, 0);
    if (is_long && session_below(session, 3) == 0 && session_pick_range(session, document, 3, 90, &start, &end)) {
        /* Over a selection. */
        const struct glyph *items = document->text.items;
        bool unlike = true; /* what it replaces */
        for (size_t k = start; k < end; k++)
            unlike = unlike && items[k].origin != ORIGIN_PASTED;
        if (unlike && items[start].c != glyphs.items[0].c && items[end - 1].c != glyphs.items[glyphs.count - 1].c &&
            !(document->sync == SYNC_WHOLE && glyphs_is_ambiguous(&document->text, start, end, &glyphs)))
            simulated_replace(document, start, end, &glyphs);
    } else if (!(document->sync == SYNC_WHOLE && glyphs_is_ambiguous(&document->text, at, at, &glyphs))) {
        simulated_insert(document, at, &glyphs);
    }
    glyphs_finish(&glyphs);
    free(text);
    simulated_end_action(document);
}

/* Cut and paste, in the same document or another one; or dragged, which may insert first. */
static void act_move(struct session *session, struct simulated *document) {
    struct simulated *other = &session->documents[session_below(session, 2)];
    size_t start, end;
    size_t least = other == document ? 4 : 16;
    if (!session_pick_range(session, document, least, 150, &start, &end))
        return;
    struct glyphs piece = simulated_copy_range(document, start, end), copy = {0};
    if (other == document && session_below(session, 3) == 0 && document->sync == SYNC_CHANGES) {
        size_t to = session_pick_place(session, document);
        if (to <= start || to >= end) {
            glyphs_copy(&copy, &piece, 0, piece.count);
            for (size_t k = 0; k < copy.count; k++) { /* until the other is gone, it is a copy */
                copy.items[k].origin = copy.count >= 120 ? ORIGIN_PASTED : ORIGIN_TYPED;
                copy.items[k].suggestion = 0;
            }
            simulated_insert(document, to, &copy);
            size_t shift = to <= start ? piece.count : 0;
            simulated_replace(document, start + shift, end + shift, &nothing);
            simulated_set_origins(document, to <= start ? to : to - piece.count, &piece);
        }
    } else {
        simulated_replace(document, start, end, &nothing);
        simulated_end_action(document);
        size_t to = session_pick_place(session, other);
        if (!(other->sync == SYNC_WHOLE && glyphs_is_ambiguous(&other->text, to, to, &piece)))
            simulated_insert(other, to, &piece);
        simulated_end_action(other);
    }
    glyphs_finish(&copy);
    glyphs_finish(&piece);
    simulated_end_action(document);
}

static void act_undo(struct session *session, struct simulated *document) {
    size_t count = 1 + session_below(session, 5), back = session_below(session, count + 1);
    bool composite = session_below(session, 2);
    for (size_t k = 0; k < count; k++)
        simulated_undo(document, composite, false);
    for (size_t k = 0; k < back; k++)
        simulated_undo(document, composite, true);
}

/* --- several places at once --- */

static void act_cursors(struct session *session, struct simulated *document) {
    size_t places[6], count = 0, tries = 2 + session_below(session, 5);
    const char *word = session_below(session, 2) ? "ßx7 " : "Nota-bene ";
    if (document->sync == SYNC_WHOLE)
        return;
    for (size_t k = 0; k < tries; k++) {
        size_t at = session_pick_word(session, document), i = 0;
        while (i < count && places[i] != at)
            i++;
        if (i == count)
            places[count++] = at;
    }
    for (size_t i = 0; i < count; i++) /* first comes first */
        for (size_t j = i + 1; j < count; j++)
            if (places[j] < places[i]) {
                size_t at = places[i];
                places[i] = places[j];
                places[j] = at;
            }
    struct glyphs keys = {0};
    glyphs_add(&keys, word, ORIGIN_TYPED, 0);
    for (size_t k = 0; k < keys.count; k++) {
        struct glyphs key = simulated_copy_range(document, 0, 0);
        glyphs_copy(&key, &keys, k, k + 1);
        for (size_t i = count; i-- > 0;) { /* one message, last place first, as editors send it */
            simulated_insert(document, places[i] + k, &key);
        }
        for (size_t i = 0; i < count; i++)
            places[i] += i;
        simulated_send(document);
        glyphs_finish(&key);
    }
    glyphs_finish(&keys);
    simulated_end_action(document);
}

/* A recorded macro over some lines: a mark in front, one behind. */
static void act_macro(struct session *session, struct simulated *document) {
    size_t lines = 1 + session_below(session, 6), at = session_pick_place(session, document);
    if (document->sync == SYNC_WHOLE)
        return;
    for (; lines > 0 && at < document->text.count; lines--) {
        while (at < document->text.count && document->text.items[at].c != '\n')
            at++;
        if (++at >= document->text.count)
            break;
        simulated_insert_text(document, at, "> ", ORIGIN_TYPED, 0);
        size_t end = at;
        while (end < document->text.count && document->text.items[end].c != '\n' && document->text.items[end].c != '\r')
            end++;
        simulated_insert_text(document, end, " !x", ORIGIN_TYPED, 0);
        at = end;
    }
    simulated_end_action(document);
}

/* --- suggestions --- */

static size_t count_bytes(const struct simulated *document, size_t end) {
    char *text = glyphs_encode(&document->text, 0, end);
    size_t len = strlen(text);
    free(text);
    return len;
}

/* Ends at white space, or one of these marks: no "it's", no "well-known". */
static bool is_plain_word(const struct glyphs *text, size_t at) {
    size_t end = glyphs_find_word_end(text, at);
    end += end < text->count && (text->items[end].c == ',' || text->items[end].c == '.');
    return end < text->count && glyph_is_space(&text->items[end]);
}

/* The line around a place, without its end. */
static void find_line(const struct glyphs *text, size_t at, size_t *start, size_t *end) {
    *start = *end = at;
    while (*start > 0 && text->items[*start - 1].c != '\n')
        --*start;
    while (*end < text->count && text->items[*end].c != '\n' && text->items[*end].c != '\r')
        ++*end;
}

static size_t count_words(const struct glyphs *text, size_t start, size_t end) {
    size_t count = 0;
    for (size_t at = start; at < end; at++)
        count += glyph_is_word(&text->items[at]) && !(at > 0 && glyph_is_word(&text->items[at - 1]));
    return count;
}

struct words_changed {
    size_t places[8]; /* of words, in the document */
    size_t count;
};

static void act_rewrite(struct session *session, struct simulated *document) {
    static const char *const others[] = {"wendig", "behäbig", "zügig", "karg", "üppig", "emsig", "fahl", "jäh"};
    size_t start, end;
    struct words_changed words = {0};
    find_line(&document->text, session_pick_word(session, document), &start, &end);
    for (size_t at = start; at < end && words.count < 8; at++)
        if ((!words.count || count_words(&document->text, words.places[words.count - 1], at) > 6) &&
            glyph_is_word(&document->text.items[at]) &&
            (at == start || glyph_is_space(&document->text.items[at - 1])) && session_below(session, 3) == 0 &&
            is_plain_word(&document->text, at))
            words.places[words.count++] = at;
    if (!words.count || document->sync == SYNC_WHOLE)
        return;
    int64_t id = ++session->suggestion;
    struct glyphs after = {0}, whole = {0};
    size_t done = start;
    for (size_t k = 0; k < words.count; k++) {
        glyphs_copy(&after, &document->text, done, words.places[k]);
        glyphs_add(&after, others[k], ORIGIN_SUGGESTED, id);
        char *tail = mem_format("%lld", (long long)id); /* a word that is nowhere else */
        glyphs_add(&after, tail, ORIGIN_SUGGESTED, id);
        free(tail);
        done = glyphs_find_word_end(&document->text, words.places[k]);
    }
    glyphs_copy(&after, &document->text, done, end);
    char *text = glyphs_encode(&after, 0, after.count);
    document_add_offer(simulated_get(document), id, count_bytes(document, start), count_bytes(document, end), text);
    free(text);
    size_t way = session_below(session, 4);
    glyphs_copy(&whole, &after, 0, after.count);
    if (way == 0) { /* as one edit */
        simulated_replace(document, start, end, &whole);
    } else if (way < 3) { /* the smallest edits, in one message, last first */
        size_t behind = after.count;
        for (size_t k = words.count; k-- > 0;) {
            size_t word_end = glyphs_find_word_end(&document->text, words.places[k]);
            while (behind > 0 && after.items[behind - 1].suggestion != id)
                behind--;
            size_t front = behind;
            while (front > 0 && after.items[front - 1].suggestion == id)
                front--;
            struct glyphs word = {0};
            glyphs_copy(&word, &after, front, behind);
            simulated_replace(document, words.places[k], word_end, &word);
            glyphs_finish(&word);
            behind = front;
        }
    } /* else it is not taken */
    glyphs_finish(&whole);
    glyphs_finish(&after);
    simulated_end_action(document);
}

static void act_complete(struct session *session, struct simulated *document) {
    static const char *const offers[] = {" zgoda na wszystko jutro", " kolem a kolem dokola", " nikt tego nie widzi"};
    size_t at = session_pick_place(session, document), done = 0;
    if (document->sync == SYNC_WHOLE)
        return;
    int64_t id = ++session->suggestion;
    char *text = mem_format("%s %lld", PICK(&session->random, offers), (long long)id); /* not the same as another */
    size_t len = strlen(text);
    document_add_offer(simulated_get(document), id, count_bytes(document, at), count_bytes(document, at), text);
    while (done < len && session_below(session, 8)) {
        size_t piece = 3 + session_below(session, 9);
        piece = len - done < piece + 3 ? len - done : piece;
        struct glyphs part = {0};
        char *copy = mem_copy(text + done, session_below(session, 4) ? piece : 1);
        /* Typed through, or taken at once. */
        glyphs_add(&part, copy, strlen(copy) > 1 ? ORIGIN_SUGGESTED : ORIGIN_TYPED, strlen(copy) > 1 ? id : 0);
        simulated_insert(document, at + done, &part);
        simulated_send(document);
        done += strlen(copy);
        free(copy);
        glyphs_finish(&part);
        if (len - done < 3)
            break;
    }
    free(text);
    simulated_end_action(document);
}

/* --- files --- */

static void act_save(struct session *session, struct simulated *document) {
    (void)session;
    simulated_save(document);
}

/* Format on save: other line breaks, quotes and bullets, as small edits or as one; then the save. */
static void act_format(struct session *session, struct simulated *document) {
    struct glyphs now = simulated_copy_range(document, 0, document->text.count);
    bool at_once = document->sync == SYNC_WHOLE || session_below(session, 2);
    for (size_t k = now.count; k-- > 0;) {
        struct glyph *glyph = &now.items[k];
        const char *other = NULL;
        bool inside =
            k > 0 && k + 1 < now.count && glyph_is_word(&now.items[k - 1]) && glyph_is_word(&now.items[k + 1]);
        if (glyph->c == ' ' && session_below(session, 12) == 0 && inside)
            other = "\n";
        else if (glyph->c == '\n' && inside)
            other = " ";
        else if (glyph->c == '\'' && inside)
            other = "’";
        else if (glyph->c == '-' && k > 0 && now.items[k - 1].c == '\n')
            other = "*";
        if (!other)
            continue;
        struct glyphs mark = {0};
        glyphs_add(&mark, other, (enum origin)ORIGIN_ANY, 0);
        if (at_once)
            *glyph = mark.items[0];
        else
            simulated_replace(document, k, k + 1, &mark);
        glyphs_finish(&mark);
    }
    for (size_t k = 0; at_once && k < now.count; k++) /* which of two marks is new, a comparison cannot tell */
        if (!glyph_is_word(&now.items[k]))
            now.items[k].origin = ORIGIN_ANY;
    if (at_once)
        simulated_replace(document, 0, document->text.count, &now);
    glyphs_finish(&now);
    simulated_end_action(document);
    simulated_save(document);
}

static void write_file(const struct simulated *document, const struct glyphs *text) {
    char *data = glyphs_encode(text, 0, text->count);
    assert_true(path_write(document->path, data, strlen(data), NULL));
    free(data);
}

/* Another program changes the file, and the editor reads it again. */
static void act_outside(struct session *session, struct simulated *document) {
    simulated_save(document);
    size_t at = session_pick_word(session, document);
    struct glyphs now = {0}, piece = {0};
    glyphs_add(&piece, PICK(&session->random, written_by_programs), ORIGIN_DISK, 0);
    glyphs_add(&piece, " ", ORIGIN_DISK, 0);
    if (at < document->text.count && !glyphs_is_ambiguous(&document->text, at, at, &piece)) {
        glyphs_copy(&now, &document->text, 0, at);
        glyphs_copy(&now, &piece, 0, piece.count);
        glyphs_copy(&now, &document->text, at, document->text.count);
        write_file(document, &now);
        if (document->sync == SYNC_WHOLE || session_below(session, 2))
            simulated_replace(document, 0, document->text.count, &now);
        else
            simulated_insert(document, at, &piece);
    }
    glyphs_finish(&now);
    glyphs_finish(&piece);
    simulated_end_action(document);
}

/* Closed and opened, under its name or another one. */
static void act_rename(struct session *session, struct simulated *document) {
    simulated_save(document);
    simulated_close(document);
    char *path = session_below(session, 2) ? mem_copy_text(document->path)
                                           : mem_format("%s/renamed-%zu.md", session->folder, session->renames++);
    if (strcmp(path, document->path) != 0)
        assert_int_equal(rename(document->path, path), 0);
    simulated_reopen(document, path);
    simulated_save(document);
    free(path);
}

const char session_file_end[] = "Questa riga sta soltanto nel file, non nella copia ritrovata.\n";

void session_revert(struct simulated *document) {
    simulated_insert_text(document, document->text.count, session_file_end, ORIGIN_DISK, 0);
    simulated_end_action(document);
    simulated_save(document);
}

const struct action session_actions[] = {
    {"typing", act_type, 8},           {"backspacing", act_backspace, 4},   {"deleting", act_delete, 4},
    {"typing over", act_type_over, 3}, {"pasting", act_paste, 4},           {"moving", act_move, 5},
    {"undoing", act_undo, 6},          {"several cursors", act_cursors, 2}, {"a macro", act_macro, 1},
    {"a rewrite", act_rewrite, 4},     {"a completion", act_complete, 4},   {"saving", act_save, 1},
    {"format on save", act_format, 2}, {"another program", act_outside, 2}, {"renaming", act_rename, 1},
};
const size_t session_action_count = sizeof session_actions / sizeof *session_actions;

const struct action *session_pick_action(struct session *session) {
    int total = 0;
    for (size_t k = 0; k < session_action_count; k++)
        total += session_actions[k].weight;
    int at = (int)session_below(session, (size_t)total);
    size_t k = 0;
    for (; at >= session_actions[k].weight; k++)
        at -= session_actions[k].weight;
    return &session_actions[k];
}
