package dev.tidegate.stacks.edge;

import com.pulumi.aws.cloudfront.CachePolicy;
import com.pulumi.aws.cloudfront.CachePolicyArgs;
import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.aws.cloudfront.DistributionArgs;
import com.pulumi.aws.cloudfront.OriginRequestPolicy;
import com.pulumi.aws.cloudfront.OriginRequestPolicyArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionCustomErrorResponseArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionDefaultCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOrderedCacheBehaviorArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomHeaderArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionOriginCustomOriginConfigArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionRestrictionsGeoRestrictionArgs;
import com.pulumi.aws.cloudfront.inputs.DistributionViewerCertificateArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyCookiesConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyHeadersConfigHeadersArgs;
import com.pulumi.aws.cloudfront.inputs.OriginRequestPolicyQueryStringsConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/**
 * The CloudFront distribution. All requests go to one origin, whose name DNS routes to a region; when no region answers, the fallback bucket does.
 * There is no origin group: it fails over for GET, HEAD and OPTIONS only, and with the same path, which the bucket does not have.
 */
final class EdgeDistribution {
    private static final String INFERENCE = "inference";
    private static final String LAST = "last";
    private static final List<String> READING = List.of("GET", "HEAD", "OPTIONS");
    private static final List<String> EVERYTHING =
            List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    /** AWS's managed policy CachingDisabled; its identifier is the same in every account. */
    private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private final Site site;
    private final ComponentResource parent;

    EdgeDistribution(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
    }

    Distribution distribution(
            String origin,
            List<RegionEndpoint> doors,
            Output<String> certificate,
            Output<String> firewall,
            FallbackResponse last) {
        Output<String> asked = requests().id();
        Output<String> cached = cache().id();
        String name = site.names().physical("edge");
        return new Distribution(
                site.names().logical("edge", "distribution"),
                DistributionArgs.builder()
                        .comment(name)
                        .enabled(true)
                        .isIpv6Enabled(true)
                        .httpVersion("http2and3")
                        .priceClass("PriceClass_All")
                        .aliases(site.ground().domain())
                        .webAclId(firewall)
                        .origins(
                                DistributionOriginArgs.builder()
                                        .originId(INFERENCE)
                                        .domainName(origin)
                                        .connectionAttempts(2)
                                        .connectionTimeout(3)
                                        .customHeaders(shown(doors))
                                        .customOriginConfig(
                                                DistributionOriginCustomOriginConfigArgs.builder()
                                                        .httpPort(80)
                                                        .httpsPort(443)
                                                        .originProtocolPolicy("https-only")
                                                        .originSslProtocols("TLSv1.2")
                                                        .originReadTimeout(60)
                                                        .originKeepaliveTimeout(60)
                                                        .build())
                                        .build(),
                                DistributionOriginArgs.builder()
                                        .originId(LAST)
                                        .domainName(last.domain())
                                        .originAccessControlId(last.accessControl())
                                        .build())
                        .defaultCacheBehavior(
                                DistributionDefaultCacheBehaviorArgs.builder()
                                        .targetOriginId(INFERENCE)
                                        .viewerProtocolPolicy("https-only")
                                        .allowedMethods(EVERYTHING)
                                        .cachedMethods("GET", "HEAD")
                                        .cachePolicyId(NO_CACHE)
                                        .originRequestPolicyId(asked)
                                        .compress(false)
                                        .build())
                        .orderedCacheBehaviors(
                                reading("/v1/models*", INFERENCE, cached),
                                reading("/last/*", LAST, cached))
                        .customErrorResponses(
                                List.of(502, 503, 504).stream()
                                        .map(
                                                code ->
                                                        DistributionCustomErrorResponseArgs
                                                                .builder()
                                                                .errorCode(code)
                                                                .responseCode(503)
                                                                .responsePagePath(
                                                                        FallbackResponse.PATH)
                                                                .errorCachingMinTtl(0)
                                                                .build())
                                        .toList())
                        .restrictions(
                                DistributionRestrictionsArgs.builder()
                                        .geoRestriction(
                                                DistributionRestrictionsGeoRestrictionArgs.builder()
                                                        .restrictionType("none")
                                                        .build())
                                        .build())
                        .viewerCertificate(
                                DistributionViewerCertificateArgs.builder()
                                        .acmCertificateArn(certificate)
                                        .sslSupportMethod("sni-only")
                                        .minimumProtocolVersion("TLSv1.2_2021")
                                        .build())
                        .tags(site.tags("edge", name))
                        .build(),
                site.keep(parent));
    }

    /** One header a region with its key: DNS decides which region gets the request, so each request carries all regions' keys. */
    private static List<DistributionOriginCustomHeaderArgs> shown(List<RegionEndpoint> doors) {
        return doors.stream()
                .map(
                        loadBalancer ->
                                DistributionOriginCustomHeaderArgs.builder()
                                        .name(RegionEndpoint.originHeader(loadBalancer.code()))
                                        .value(loadBalancer.originKey())
                                        .build())
                .toList();
    }

    private static DistributionOrderedCacheBehaviorArgs reading(
            String path, String target, Output<String> cached) {
        return DistributionOrderedCacheBehaviorArgs.builder()
                .pathPattern(path)
                .targetOriginId(target)
                .viewerProtocolPolicy("https-only")
                .allowedMethods(READING)
                .cachedMethods("GET", "HEAD")
                .cachePolicyId(cached)
                .compress(true)
                .build();
    }

    private CachePolicy cache() {
        return new CachePolicy(
                site.names().logical("edge", "cache"),
                CachePolicyArgs.builder()
                        .name(site.names().physical("reads"))
                        .comment("What anyone may read: no key in it, no cookie")
                        .minTtl(0)
                        .defaultTtl(30)
                        .maxTtl(300)
                        .parametersInCacheKeyAndForwardedToOrigin(
                                CachePolicyParametersInCacheKeyAndForwardedToOriginArgs.builder()
                                        .enableAcceptEncodingBrotli(true)
                                        .enableAcceptEncodingGzip(true)
                                        .cookiesConfig(
                                                CachePolicyParametersInCacheKeyAndForwardedToOriginCookiesConfigArgs
                                                        .builder()
                                                        .cookieBehavior("none")
                                                        .build())
                                        .headersConfig(
                                                CachePolicyParametersInCacheKeyAndForwardedToOriginHeadersConfigArgs
                                                        .builder()
                                                        .headerBehavior("none")
                                                        .build())
                                        .queryStringsConfig(
                                                CachePolicyParametersInCacheKeyAndForwardedToOriginQueryStringsConfigArgs
                                                        .builder()
                                                        .queryStringBehavior("none")
                                                        .build())
                                        .build())
                        .build(),
                site.under(parent));
    }

    /** Forwards everything the client sent, and what CloudFront knows about the client's location and device. */
    private OriginRequestPolicy requests() {
        return new OriginRequestPolicy(
                site.names().logical("edge", "requests"),
                OriginRequestPolicyArgs.builder()
                        .name(site.names().physical("requests"))
                        .comment("The client's own headers, its country and its kind of device")
                        .cookiesConfig(
                                OriginRequestPolicyCookiesConfigArgs.builder()
                                        .cookieBehavior("none")
                                        .build())
                        .headersConfig(
                                OriginRequestPolicyHeadersConfigArgs.builder()
                                        .headerBehavior("allViewerAndWhitelistCloudFront")
                                        .headers(
                                                OriginRequestPolicyHeadersConfigHeadersArgs
                                                        .builder()
                                                        .items(
                                                                "CloudFront-Is-Desktop-Viewer",
                                                                "CloudFront-Is-Mobile-Viewer",
                                                                "CloudFront-Is-Tablet-Viewer",
                                                                "CloudFront-Viewer-Address",
                                                                "CloudFront-Viewer-Country")
                                                        .build())
                                        .build())
                        .queryStringsConfig(
                                OriginRequestPolicyQueryStringsConfigArgs.builder()
                                        .queryStringBehavior("all")
                                        .build())
                        .build(),
                site.under(parent));
    }
}
