# What is not followed: the status says "off here" and why. Files are named as the programs name them that start editors.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///dev/shm/pass.x1/bank.txt", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///dev/shm/pass.x1/bank.txt"}]}}
<-- {"id": 1, "result": {"followed": false, "off": "/temporary folder/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///tmp/crontab.Zx81/crontab", "languageId": "plaintext", "version": 1, "text": "A text."}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///tmp/crontab.Zx81/crontab"}]}}
<-- {"id": 2, "result": {"followed": false, "off": "/temporary folder/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///var/tmp/hostsXXq8u1aa", "languageId": "plaintext", "version": 1, "text": "A text."}}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///var/tmp/hostsXXq8u1aa"}]}}
<-- {"id": 3, "result": {"followed": false, "off": "/temporary folder/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///run/user/1000/note.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///run/user/1000/note.md"}]}}
<-- {"id": 4, "result": {"followed": false, "off": "/temporary folder/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/kubectl-edit-2391.yaml", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/kubectl-edit-2391.yaml"}]}}
<-- {"id": 5, "result": {"followed": false, "off": "/hold secrets/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "scp://host//home/a/b.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "scp://host//home/a/b.md"}]}}
<-- {"id": 6, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "ftp://host/b.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "ftp://host/b.md"}]}}
<-- {"id": 7, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/%ff%fe.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/%ff%fe.md"}]}}
<-- {"id": 8, "result": {"followed": false, "off": "/cannot be read/"}}
# Mail that a mail program has its editor write is no secret of a program's.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///tmp/mutt-host-1000-77-123", "languageId": "mail", "version": 1, "text": "A text."}}}
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///tmp/mutt-host-1000-77-123"}]}}
<-- {"id": 9, "result": {"followed": true}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 10, "result": {"followed": true}}
# Names that only look like paths of this machine, as Emacs and Vim have them for files of others.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///ssh:host:/home/ann/a.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 11, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///ssh:host:/home/ann/a.md"}]}}
<-- {"id": 11, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///sudo::/etc/a.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 12, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "file:///sudo::/etc/a.md"}]}}
<-- {"id": 12, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/scp://host/a.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 13, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/scp://host/a.md"}]}}
<-- {"id": 13, "result": {"followed": false, "off": "/no file of this machine/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/sftp:/host/a.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 14, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/sftp:/host/a.md"}]}}
<-- {"id": 14, "result": {"followed": false, "off": "/no file of this machine/"}}
# In no file yet, but its name is known.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:/home/ann/.ssh/notes.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 15, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:/home/ann/.ssh/notes.md"}]}}
<-- {"id": 15, "result": {"followed": false, "off": "/hold secrets/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:/tmp/notes.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 16, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:/tmp/notes.md"}]}}
<-- {"id": 16, "result": {"followed": false, "off": "/temporary folder/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:/home/ann/a%FF.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 17, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:/home/ann/a%FF.md"}]}}
<-- {"id": 17, "result": {"followed": false, "off": "/cannot be read/"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:/home/ann/letters/notes.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 18, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:/home/ann/letters/notes.md"}]}}
<-- {"id": 18, "result": {"followed": true}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 19, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "untitled:Untitled-1"}]}}
<-- {"id": 19, "result": {"followed": true}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/Re: the pier.md", "languageId": "markdown", "version": 1, "text": "A text."}}}
--> {"id": 20, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": [{"uri": "${uri}/Re: the pier.md"}]}}
<-- {"id": 20, "result": {"followed": true}}
