using System.Buffers;
using Ledger.Api.Http;
using Ledger.Api.Metrics.Exposition;

namespace Ledger.Api.Metrics;

/// <summary>What the service has measured, for Prometheus and whoever reads its formats.</summary>
internal sealed class MetricsModule : IEndpointModule
{
    private const int Usual = 64 * 1024;

    public static void AddRoutes(RouteGroups routes) =>
        routes.Operate.MapGet("/metrics", GetMetrics)
            .WithName(nameof(GetMetrics)).WithTags("Operations").WithSummary("Says what the service has measured, as Prometheus reads it")
            .WithDescription("In Prometheus' text format 0.0.4; in OpenMetrics 1.0.0 for who accepts `application/openmetrics-text`.")
            .Produces<string>(200, "text/plain", "application/openmetrics-text");

    private static async Task GetMetrics(HttpContext context, MetricCollector metrics)
    {
        var format = ExpositionFormat.For(context.Request.GetTypedHeaders().Accept);
        var text = new ArrayBufferWriter<byte>(Usual);
        metrics.WriteTo(text, format);
        context.Response.ContentType = format.ContentType;
        context.Response.ContentLength = text.WrittenCount;
        await context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted);
    }
}
