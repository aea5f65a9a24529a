// Package people is the place "Người dùng": who has an account here, and what is done to
// it. Nothing is decided here: the station does what "tramctl user" does.
package people
