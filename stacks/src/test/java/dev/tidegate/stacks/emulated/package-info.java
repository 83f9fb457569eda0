/** What the program asked the engine for, created in a real emulator of the cloud's API and read back. */
package dev.tidegate.stacks.emulated;
