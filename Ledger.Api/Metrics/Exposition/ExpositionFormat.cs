using Ledger.Api.Http.Reading;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Metrics.Exposition;

/// <summary>The text formats of https://prometheus.io/docs/instrumenting/exposition_formats/.</summary>
internal sealed record ExpositionFormat(string ContentType)
{
    private const string OpenMetricsType = "application/openmetrics-text";
    private const string OpenMetricsVersion = "1.0.0";

    public static readonly ExpositionFormat Text = new("text/plain; version=0.0.4; charset=utf-8");

    public static readonly ExpositionFormat OpenMetrics = new($"{OpenMetricsType}; version={OpenMetricsVersion}; charset=utf-8");

    /// <summary>OpenMetrics for who asks for it at least as much as for plain text; plain text for everybody else.</summary>
    public static ExpositionFormat For(IList<MediaTypeHeaderValue> accepted)
    {
        var (open, text) = (accepted.WishFor(OpenMetricsType, IsVersionKnown), accepted.WishFor("text/plain"));
        return open > 0 && open >= text ? OpenMetrics : Text;
    }

    private static bool IsVersionKnown(MediaTypeHeaderValue type) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase)) is not { } version
        || version.GetUnescapedValue() == OpenMetricsVersion;
}
