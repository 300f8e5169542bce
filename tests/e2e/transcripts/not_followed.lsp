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
