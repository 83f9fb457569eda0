package dev.tidegate.stacks.dns;

import com.pulumi.core.Output;

/** What DNS must know of a region: its balancer, and the alarm that says it can take no more. */
public record RegionDoor(
        String region,
        String code,
        Output<String> host,
        Output<String> hostZone,
        Output<String> saturationAlarm) {}
