// Package digitise is the desk of "Số hóa": paper comes in as pictures, the
// clerk looks at each page and says what the document is, and the page shows
// which conditions of Điều 4 are met until the act can be finished.
//
// The services are asked away from the screen, one writing request at a time;
// what the clerk typed is saved when a field is left or after a pause.
package digitise
