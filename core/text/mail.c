/* Mail to text. GMime reads the structure; here is only the choice of what a person wrote: the plain text of a mail,
 * not its attachments, not the mails that it passes on, not the HTML twin of the same words. */
#include "core/text/mail.h"

#include "core/base/buf.h"
#include "core/base/path.h"
#include "core/text/mail_gmime.h"
#include "core/text/mail_read.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* --- which files --- */

static bool starts_header(const char *line, size_t len, const char *name) {
    size_t name_len = strlen(name);
    return len > name_len && strncasecmp(line, name, name_len) == 0 && line[name_len] == ':';
}

/* A sent or received mail has what its transport added. */
static bool has_transport_headers(const char *head, size_t len) {
    static const char *const names[] = {"Message-ID", "Received", "MIME-Version", "X-Mozilla-Status", "Return-Path"};
    bool from = false, transport = false;
    for (size_t at = 0; at < len;) {
        const char *end = memchr(head + at, '\n', len - at);
        size_t line = end ? (size_t)(end - head) - at : len - at;
        if (!line || (line == 1 && head[at] == '\r'))
            break;
        if (!isspace((unsigned char)head[at]) && !memchr(head + at, ':', line))
            return false;
        from = from || starts_header(head + at, line, "From");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            transport = transport || starts_header(head + at, line, names[i]);
        at += line + 1;
    }
    return from && transport;
}

static bool is_mailbox(const char *head, size_t len) {
    const char *end = len > 5 && strncmp(head, "From ", 5) == 0 ? memchr(head, '\n', len) : NULL;
    return end && end > head + 9 && (isdigit((unsigned char)end[-1]) || isdigit((unsigned char)end[-2])) &&
           has_transport_headers(end + 1, len - (size_t)(end + 1 - head));
}

bool mail_is_mail(const char *path, const char *head, size_t len) {
    static const char *const ends[] = {".eml", ".mbox", ".mbx"};
    const char *dot = path ? strrchr(path_get_name(path), '.') : NULL;
    for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
        if (strcasecmp(dot, ends[i]) == 0)
            return true;
    return is_mailbox(head, len) || has_transport_headers(head, len);
}

/* --- one mail --- */

struct walk {
    struct gmime gmime;
    bool mailbox;
    const struct list *own;
    struct mail_counts *counts;
};

static bool is_own(const struct list *own, const char *address) {
    for (size_t i = 0; i < own->count; i++)
        if (fnmatch(own->items[i], address, FNM_CASEFOLD) == 0)
            return true;
    return false;
}

static bool is_by_person(struct walk *walk, GMimeMessage *message) {
    const struct gmime *g = &walk->gmime;
    InternetAddressList *from = g->g_mime_message_get_from(message);
    int count = from ? g->internet_address_list_length(from) : 0;
    bool own = count > 0;
    for (int i = 0; i < count && own; i++) {
        InternetAddress *one = g->internet_address_list_get_address(from, i);
        bool mailbox = g->g_type_check_instance_is_a((GTypeInstance *)one, g->internet_address_mailbox_get_type());
        const char *address = mailbox ? g->internet_address_mailbox_get_addr((InternetAddressMailbox *)one) : NULL;
        own = address && is_own(walk->own, address);
        if (!own && address && !walk->counts->sender[0])
            snprintf(walk->counts->sender, sizeof walk->counts->sender, "%s", address);
    }
    return own;
}

/* Body lines as they were typed: LF, without the mark that mailboxes put before "From ", and without the space that
 * format=flowed puts before some lines (RFC 3676, section 4.4). */
static void add_body(struct buf *out, const char *text, bool from_marks, bool flowed) {
    while (*text) {
        size_t len = strcspn(text, "\n"), skip = 0;
        size_t marks = strspn(text, ">");
        if (from_marks && marks && strncmp(text + marks, "From ", 5) == 0)
            skip = 1;
        else if (flowed && *text == ' ')
            skip = 1;
        size_t kept = len && text[len - 1] == '\r' ? len - 1 : len;
        if (kept > skip)
            buf_append(out, text + skip, kept - skip);
        buf_append_char(out, '\n');
        text += len + (text[len] == '\n');
    }
}

static bool add_text_part(struct walk *walk, GMimeObject *part, struct buf *out) {
    const struct gmime *g = &walk->gmime;
    GMimeContentType *type = g->g_mime_object_get_content_type(part);
    GMimeContentDisposition *disposition = g->g_mime_object_get_content_disposition(part);
    if (!g->g_mime_content_type_is_type(type, "text", "plain") ||
        (disposition && g->g_mime_content_disposition_is_attachment(disposition)))
        return false;
    char *text = g->g_mime_text_part_get_text((GMimeTextPart *)part);
    const char *format = g->g_mime_content_type_get_parameter(type, "format");
    bool encoded = g->g_mime_part_get_content_encoding((GMimePart *)part) == GMIME_CONTENT_ENCODING_BASE64;
    if (text) {
        if (out->len)
            buf_append_char(out, '\n');
        add_body(out, text, walk->mailbox && !encoded, format && strcasecmp(format, "flowed") == 0);
    }
    g->g_free(text);
    return text != NULL;
}

/* multipart/alternative: the first plain text of it; the others: all of their plain texts. */
static bool add_part(struct walk *walk, GMimeObject *part, struct buf *out, int depth) {
    const struct gmime *g = &walk->gmime;
    bool found = false;
    if (!part || depth > 20)
        return false;
    if (g->g_type_check_instance_is_a((GTypeInstance *)part, g->g_mime_text_part_get_type()))
        return add_text_part(walk, part, out);
    if (!g->g_type_check_instance_is_a((GTypeInstance *)part, g->g_mime_multipart_get_type()))
        return false;
    GMimeContentType *type = g->g_mime_object_get_content_type(part);
    bool one = g->g_mime_content_type_is_type(type, "multipart", "alternative");
    int count = g->g_mime_multipart_get_count((GMimeMultipart *)part);
    for (int i = 0; i < count && !(one && found); i++)
        found = add_part(walk, g->g_mime_multipart_get_part((GMimeMultipart *)part, i), out, depth + 1) || found;
    return found;
}

/* Where a reply is quoted whole, without marks, below a block of headers, as some mail programs do. */
static void cut_unmarked_quote(struct buf *text) {
    for (size_t at = 0; at < text->len;) {
        const char *line = text->data + at, *end = memchr(line, '\n', text->len - at);
        const char *next = end ? end + 1 : NULL;
        if (strncasecmp(line, "From: ", 6) == 0 && next &&
            (strncasecmp(next, "Sent: ", 6) == 0 || strncasecmp(next, "Date: ", 6) == 0)) {
            buf_remove(text, at, text->len - at);
            return;
        }
        at = end ? (size_t)(next - text->data) : text->len;
    }
}

static bool visit_message(struct walk *walk, GMimeMessage *message, mail_visit *visit, void *arg) {
    const struct gmime *g = &walk->gmime;
    struct buf body = {0}, text = {0};
    bool more = true;
    walk->counts->mails++;
    if (!is_by_person(walk, message)) {
        walk->counts->foreign++;
        return true;
    }
    GDateTime *date = g->g_mime_message_get_date(message);
    int64_t time_ms = date ? (int64_t)g->g_date_time_to_unix(date) * 1000 : 0;
    if (add_part(walk, g->g_mime_message_get_mime_part(message), &body, 0)) {
        cut_unmarked_quote(&body);
        /* The passages of a mail begin below its headers, so it gets one. */
        buf_append_text(&text, "Subject: \n\n");
        buf_append(&text, buf_get(&body), body.len);
        more = visit(arg, buf_get(&text), time_ms > 0 ? time_ms : 0);
    } else {
        walk->counts->no_text++;
    }
    buf_finish(&body);
    buf_finish(&text);
    return more;
}

/* --- files --- */

static bool begins_as_mailbox(int fd) {
    char head[8] = {0};
    return pread(fd, head, 5, 0) == 5 && strcmp(head, "From ") == 0;
}

bool mail_read(int fd, const char *path, const struct list *own, mail_visit *visit, void *arg,
               struct mail_counts *counts, struct error *error) {
    struct walk walk = {.own = own, .counts = counts, .mailbox = begins_as_mailbox(fd)};
    bool more = true;
    *counts = (struct mail_counts){0};
    if (!gmime_load(&walk.gmime, error))
        return false;
    const struct gmime *g = &walk.gmime;
    GMimeStream *stream = g->g_mime_stream_fs_new(fd); /* owns it */
    GMimeParser *parser = g->g_mime_parser_new_with_stream(stream);
    g->g_mime_parser_set_format(parser, walk.mailbox ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
    do {
        GMimeMessage *message = g->g_mime_parser_construct_message(parser, NULL);
        if (!message)
            break;
        more = visit_message(&walk, message, visit, arg);
        g->g_object_unref(message);
    } while (more && walk.mailbox && !g->g_mime_parser_eos(parser));
    g->g_object_unref(parser);
    g->g_object_unref(stream);
    return counts->mails || error_set(error, ERROR_USAGE, "%s: there is no mail in it", path);
}
