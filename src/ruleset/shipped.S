/* SPDX-License-Identifier: MIT */
/* shipped.S: puts the baked rule set (AT_IMAGE_PATH, made by build/bake) into the program's read-only data. */
#ifdef __APPLE__
	.const_data
	.p2align 6
	.globl _at_shipped_bytes
_at_shipped_bytes:
	.incbin AT_IMAGE_PATH
	.globl _at_shipped_end
_at_shipped_end:
	.byte 0
#else
	.section .rodata
	.balign 64
	.globl at_shipped_bytes
at_shipped_bytes:
	.incbin AT_IMAGE_PATH
	.globl at_shipped_end
at_shipped_end:
	.byte 0
	.section .note.GNU-stack,"",%progbits
#endif
