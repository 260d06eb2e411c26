using System.Diagnostics;
using Ledger.Api.Settings;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Api.Metrics;

/// <summary>
/// Sends the same metrics, and traces of requests and statements, over OTLP. Off unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where
/// to; how is said by OpenTelemetry's other variables.
/// </summary>
internal static class OtlpExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] ActivitySources = ["Microsoft.AspNetCore", "Npgsql"];

    /// <exception cref="SettingsException">The endpoint is no address.</exception>
    public static void AddOtlpExport(this IServiceCollection services)
    {
        var endpoint = Environment.GetEnvironmentVariable(Endpoint);
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            return;
        }

        // The exporter would send to its default address instead, and say nothing.
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SettingsException($"{Endpoint} must be an address such as http://127.0.0.1:4317.");
        }

        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe).AddMeter([.. Meters.Names]).AddOtlpExporter().Build());
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe).AddSource(ActivitySources).AddOtlpExporter().Build());
    }

    /// <summary>Begins to export, where that is wished. The container ends it, and what was gathered until then is sent.</summary>
    public static void StartOtlpExport(this WebApplication app)
    {
        app.Services.GetService<MeterProvider>();
        if (app.Services.GetService<TracerProvider>() is not null)
        {
            app.Use(NameAsync);
        }
    }

    // The environment comes last, and so has the last word: OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES.
    private static void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService("ledger", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector();

    /// <summary>ASP.NET Core's trace of a request says nothing of it. Route and status, as in the log: never a path, in which ids stand.</summary>
    private static async Task NameAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            return;
        }

        var (method, status) = (context.Request.Method, context.Response.StatusCode);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? method : $"{method} {route}";
        activity.SetTag("http.request.method", method).SetTag("http.route", route).SetTag("http.response.status_code", status);
        if (status >= 500)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
