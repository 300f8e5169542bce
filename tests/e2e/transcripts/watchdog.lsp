# A client that never takes the output cannot keep the server alive: after two seconds it says what is open, and ends.
!only once
!deaf
!many 5000
--> {"method": "exit"}
!exit 1
!stderr /has not taken \d+ bytes/
