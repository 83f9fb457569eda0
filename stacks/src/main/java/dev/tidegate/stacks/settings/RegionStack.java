package dev.tidegate.stacks.settings;

/** A region held by another stack, which the global layer reads. */
public record RegionStack(String region, String stack) {}
