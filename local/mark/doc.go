// Package mark says what a mark (ký hiệu riêng) tells and where on the page it
// goes. It composes, shapes and places, and touches no file.
package mark
