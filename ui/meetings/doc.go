// Package meetings is the place of meetings (họp): what is arranged, what happens while one goes on, what
// is voted, and the minutes that follow (Nghị định 137/2024/NĐ-CP, Điều 9.1d and 9.5).
package meetings
