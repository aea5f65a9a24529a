// Package emergency is the place "Mất kết nối": the work without a line (Điều 13.1), which is
// begun and ended here, its pads of paper receipts, and the reckoning that leaves nothing
// open.
package emergency
