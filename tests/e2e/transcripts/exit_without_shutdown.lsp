--> {"method": "exit"}
!exit 1
