// Package look sets how a digital signature shows on its page (hình thức chữ ký
// số), as Nghị định 30 asks: its words or its image, and the blank paper where
// they go.
package look
