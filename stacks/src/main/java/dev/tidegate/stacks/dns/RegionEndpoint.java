package dev.tidegate.stacks.dns;

import com.pulumi.core.Output;

/**
 * What DNS and edge need to know about a region: its load balancer, its saturation alarm, and the key that the edge sends.
 *
 * @param originKey a secret, available only once the load balancer accepts it
 */
public record RegionEndpoint(
        String region,
        String code,
        Output<String> host,
        Output<String> hostZone,
        Output<String> saturationAlarm,
        Output<String> originKey) {
    /** The header that carries a region's key. Each region has its own, since one origin stands for all regions. */
    public static String originHeader(String code) {
        return "X-Tidegate-Origin-" + code;
    }
}
