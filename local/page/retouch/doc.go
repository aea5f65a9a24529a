// Package retouch makes of a captured page what goes into the file where a clerk chose so
// (chỉnh trang): straightened, cropped to the paper, its background made even.
//
// It measures what would be right, and makes the picture of what was chosen. Which of it is
// chosen is written beside the capture (office.Retouch), and the capture stays as it is.
// Whatever cannot be told from the page is not guessed.
package retouch
