// Package requests is the one-stop desk (bộ phận một cửa): it receives what citizens, organisations and
// units of the office ask for, and goes on with it until it is answered, told and closed (Nghị định
// 137/2024/NĐ-CP, Điều 7, 8 and 9.2).
package requests
