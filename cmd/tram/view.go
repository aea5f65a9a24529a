package main

import "time"

// openerPatience is how long the system's opener may take to say that it cannot:
// one that is still at work then has found a program.
const openerPatience = 3 * time.Second
