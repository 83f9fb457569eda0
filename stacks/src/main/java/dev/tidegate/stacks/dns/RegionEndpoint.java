package dev.tidegate.stacks.dns;

import com.pulumi.core.Output;

/**
 * What names and edge must know of a region: its balancer, the alarm that says it can take no more, and what the edge shows the balancer.
 *
 * @param originKey a secret, told only once the balancer takes it
 */
public record RegionEndpoint(
        String region,
        String code,
        Output<String> host,
        Output<String> hostZone,
        Output<String> saturationAlarm,
        Output<String> originKey) {
    /** The header in which the edge shows a region's key. Each region has its own, since one origin stands for all of them. */
    public static String originHeader(String code) {
        return "X-Tidegate-Origin-" + code;
    }
}
