/** Act: the one place that changes the world. May import cloud and cluster clients, in {@code act} only. */
package dev.tidegate.runbooks;
