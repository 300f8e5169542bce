/* What this process leaves of a person's text in memory and on disk. */
#ifndef PROSED_PROCESS_H
#define PROSED_PROCESS_H

/* No core of this process, whoever takes it (a file, or a program that the kernel pipes it to), and no other process of
 * the person's may read its memory; children that are started are as they would be. Called first of all. */
void process_keep_private(void);

#endif
