// Package counterforms sets the forms of the one-stop desk (biểu mẫu một cửa BM.01–BM.06): the
// receipt, the sheets that ask, refuse and apologise, the control slip and the follow-up register.
//
// A form is a function of what it is given and of nothing else. It has the words of its sample (Quyết
// định 3621/QĐ-BYT), says what the record of the request says, and leaves what nobody has written down
// as dots to be written by hand.
package counterforms
