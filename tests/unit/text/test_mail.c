/* Mails of every shape come out as what their writer typed, and only the person's own do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "core/text/mail.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD "From: Ann <ann@example.org>\nMessage-ID: <1@example.org>\nDate: Tue, 24 Nov 2026 09:00:00 +0100\n"
#define MIME HEAD "MIME-Version: 1.0\n"

struct seen {
    struct list texts;
    int64_t time_ms;
    struct mail_counts counts;
    struct error error;
    bool read;
};

static bool on_mail(void *arg, const char *text, int64_t time_ms) {
    struct seen *seen = arg;
    static const char head[] = "Subject: \n\n";
    assert_memory_equal(text, head, sizeof head - 1);
    list_add(&seen->texts, text + sizeof head - 1);
    seen->time_ms = time_ms;
    return true;
}

static void look(struct seen *seen, const char *data, size_t len) {
    char path[] = "/tmp/prosed-test-XXXXXX";
    struct list own = {0};
    *seen = (struct seen){0};
    close(mkstemp(path));
    assert_true(path_write(path, data, len, &seen->error));
    list_add(&own, "ann@example.org");
    list_add(&own, "*@ann.example");
    seen->read = mail_visit_file(path, &own, on_mail, seen, &seen->counts, &seen->error);
    list_finish(&own);
    unlink(path);
}

static void assert_mail(const char *data, const char *expected) {
    struct seen seen;
    look(&seen, data, strlen(data));
    if (!seen.read)
        fail_msg("%s", seen.error.text);
    assert_int_equal(seen.texts.count, 1);
    assert_string_equal(seen.texts.items[0], expected);
    list_finish(&seen.texts);
}

static void encodings_and_character_sets(void **state) {
    (void)state;
    assert_mail(HEAD "\nPlain words.\n", "Plain words.\n");
    assert_mail(MIME "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
                     "Caf=E9 =\nau lait =3D good\n",
                "Café au lait = good\n");
    assert_mail(MIME "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                     "R3LDvMOfZSBhdXMgWsO8cmljaC4K\n",
                "Grüße aus Zürich.\n");
    assert_mail(MIME
                "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n\x93Yes\x94\r\n",
                "“Yes”\n");
    assert_mail(MIME "Content-Type: text/plain; charset=utf-8; format=flowed\n\nA line \nthat flows.\n >From here.\n",
                "A line \nthat flows.\n>From here.\n");
}

static void parts(void **state) {
    (void)state;
    assert_mail(MIME "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords.\n"
                     "--b\nContent-Type: text/html\n\n<p>Words.</p>\n--b--\n",
                "Words.\n");
    assert_mail(MIME "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords.\n"
                     "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nNot mine.\n"
                     "--b\nContent-Type: message/rfc822\n\nFrom: bob@example.org\n\nForwarded.\n--b--\n",
                "Words.\n");
    assert_mail(MIME "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
                     "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\nDeep.\n"
                     "--i\nContent-Type: text/html\n\n<p>Deep.</p>\n--i--\n--o--\n",
                "Deep.\n");
    assert_mail(MIME "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords.\n"
                     "--b\nContent-Type: text/plain; x=richer\n\nWords, again.\n--b--\n",
                "Words.\n");
    struct seen seen;
    static const char html[] = MIME "Content-Type: text/html\n\n<p>Words.</p>\n";
    look(&seen, html, sizeof html - 1);
    assert_true(seen.read);
    assert_int_equal(seen.texts.count, 0);
    assert_int_equal(seen.counts.no_text, 1);
}

static void a_reply_quoted_without_marks_is_cut(void **state) {
    (void)state;
    assert_mail(HEAD "\nMy answer.\n\nFrom: Bob <bob@example.org>\nSent: Monday\nTo: Ann\n\nHis words.\n",
                "My answer.\n\n");
    assert_mail(HEAD "\nFrom: here on it is mine.\nDated or not.\n", "From: here on it is mine.\nDated or not.\n");
}

static void a_mailbox(void **state) {
    (void)state;
    static const char box[] =
        "From ann@example.org Tue Nov 24 09:00:00 2026\n" HEAD "\nFirst.\n>From now on.\n>>From twice.\n> a quote\n\n"
        "From bob@example.org Tue Nov 24 09:05:00 2026\nFrom: bob@example.org\n\nHis.\n\n"
        "From x Tue Nov 24 09:06:00 2026\nFrom: ANN@Ann.Example\n\nThird.\n";
    struct seen seen;
    look(&seen, box, sizeof box - 1);
    assert_true(seen.read);
    assert_int_equal(seen.counts.mails, 3);
    assert_int_equal(seen.counts.foreign, 1);
    assert_string_equal(seen.counts.sender, "bob@example.org");
    assert_int_equal(seen.texts.count, 2);
    static const char first[] = "First.\nFrom now on.\n>From twice.\n> a quote\n";
    assert_memory_equal(seen.texts.items[0], first, sizeof first - 1);
    assert_non_null(strstr(seen.texts.items[1], "Third."));
    assert_int_equal(seen.time_ms, 0); /* it has no date */
    list_finish(&seen.texts);
}

static void the_time_is_that_of_the_mail(void **state) {
    (void)state;
    struct seen seen;
    look(&seen, HEAD "\nWords.\n", sizeof HEAD "\nWords.\n" - 1);
    assert_int_equal(seen.time_ms, 1795507200000);
    list_finish(&seen.texts);
}

static void more_than_one_sender_must_all_be_own(void **state) {
    (void)state;
    struct seen seen;
    static const char both[] = "From: ann@example.org, bob@example.org\nMessage-ID: <1>\n\nOurs.\n";
    look(&seen, both, sizeof both - 1);
    assert_int_equal(seen.counts.foreign, 1);
    assert_int_equal(seen.texts.count, 0);
}

static void anything_is_read_to_its_end(void **state) {
    (void)state;
    unsigned seed = 1;
    static const char *const pieces[] = {"From ",
                                         "From: ann@example.org\n",
                                         "\n",
                                         "--b\n",
                                         "--b--\n",
                                         "=\n",
                                         "=E9",
                                         "\x80",
                                         "Content-Type: multipart/mixed; boundary=b\n",
                                         "MIME-Version: 1.0\n",
                                         "words ",
                                         "Content-Type: text/plain; charset=nonsense\n",
                                         "Content-Transfer-Encoding: base64\n",
                                         "From x Tue Nov 24 09:06:00 2026\n",
                                         "Date: nonsense\n"};
    for (int round = 0; round < 500; round++) {
        struct buf data = {0};
        struct seen seen;
        for (int i = rand_r(&seed) % 40; i > 0; i--)
            buf_append_text(&data, pieces[(size_t)rand_r(&seed) % (sizeof pieces / sizeof *pieces)]);
        buf_append_char(&data, '\n');
        look(&seen, buf_get(&data), data.len);
        list_finish(&seen.texts);
        buf_finish(&data);
    }
}

static void which_files_are_mail(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *head;
        bool mail;
    } rows[] = {
        {"/a/b.eml", "", true},
        {"/a/Sent.MBOX", "", true},
        {"/a/cur/1.x:2,S", HEAD "\n", true},
        {"/a/Sent", "From a@b Tue Nov 24 09:06:00 2026\n" HEAD "\n", true},
        {"/a/draft", "From: ann@example.org\nSubject: A draft\n\nWords\nMessage-ID: <1>\n", false},
        {"/a/note.md", "From here it goes on, in 2026\nwith words.\n", false},
        {"/a/note.md", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(mail_is_mail(rows[i].path, rows[i].head, strlen(rows[i].head)), rows[i].mail);
}

/* Ends the process that reads. */
static bool on_mail_then_kill(void *arg, const char *text, int64_t time_ms) {
    (void)text, (void)time_ms;
    int *mails = arg, child = 0;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *file = fopen(path, "r");
    if (file && fscanf(file, "%d", &child) == 1 && child > 1)
        kill(child, SIGKILL);
    if (file)
        fclose(file);
    *mails += child > 1;
    return true;
}

static void what_breaks_the_reader_breaks_nothing_else(void **state) {
    (void)state;
    char path[] = "/tmp/prosed-test-XXXXXX";
    struct buf box = {0};
    struct list own = {0};
    struct mail_counts counts;
    struct error error = {0};
    int mails = 0;
    buf_append_text(&box, "From ann@example.org Tue Nov 24 09:00:00 2026\n" HEAD "\nThe lamp is lit.\n\n");
    for (int k = 0; k < 40; k++) { /* more than a pipe holds */
        buf_append_text(&box, "From ann@example.org Tue Nov 24 09:00:00 2026\n" HEAD "\n");
        for (int line = 0; line < 200; line++)
            buf_append_text(&box, "The lamp is lit, and the boats come home one after the other.\n");
        buf_append_text(&box, "\n");
    }
    close(mkstemp(path));
    assert_true(path_write(path, buf_get(&box), box.len, NULL));
    list_add(&own, "ann@example.org");
    bool read = mail_visit_file(path, &own, on_mail_then_kill, &mails, &counts, &error);
    if (!mails)
        skip(); /* this system does not say which children a process has */
    assert_false(read);
    assert_int_equal(error.kind, ERROR_DAMAGED);
    assert_non_null(strstr(error.text, "broke off"));
    list_finish(&own);
    buf_finish(&box);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_and_character_sets),
        cmocka_unit_test(parts),
        cmocka_unit_test(a_reply_quoted_without_marks_is_cut),
        cmocka_unit_test(a_mailbox),
        cmocka_unit_test(the_time_is_that_of_the_mail),
        cmocka_unit_test(more_than_one_sender_must_all_be_own),
        cmocka_unit_test(anything_is_read_to_its_end),
        cmocka_unit_test(which_files_are_mail),
        cmocka_unit_test(what_breaks_the_reader_breaks_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
