using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Http.Reading;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.Hosting.Swagger;

/// <summary>Describes the headers of answers.</summary>
internal sealed class AnswerHeadersFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var route = context.ApiDescription;
        var isRead = ParametersFilter.IsFromReadModels(route);
        // A batch answers for each of its items in a line, where the same stands.
        var isBatch = route.RelativePath?.EndsWith("/batch", StringComparison.Ordinal) == true;
        var isWrite = route.HttpMethod != "GET" && !isBatch && operation.Tags?.Any(tag => tag.Name is "Operations" or "Audit") != true;
        var taken = route.ActionDescriptor.EndpointMetadata.OfType<TakenHeaders>().SelectMany(headers => headers.Names).ToHashSet(StringComparer.Ordinal);
        foreach (var (code, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response)
            {
                continue;
            }

            var status = int.Parse(code, NumberStyles.None, CultureInfo.InvariantCulture);
            if (status == 503 && route.RelativePath != "health/ready")
            {
                Add(response, "Retry-After", "Seconds after which it is worth trying again.");
            }

            if (status is 201 or 202)
            {
                Add(response, "Location", "Where what was made is to be found.");
            }

            if (status < 300 && (isRead || isWrite))
            {
                Add(response, "Ledger-Position", isRead ? "How far the answer reaches in the history." : "Where the history stands after it.");
            }

            if (status < 300 && isRead)
            {
                Add(response, "Ledger-Lag-Ms", "By how much the read model is behind, in milliseconds.");
                Add(response, "Ledger-Stale", "`true` where the read model has stopped or cannot be written for now.");
            }

            if (status == 202 && taken.Contains(Prefer.Header))
            {
                Add(response, "Preference-Applied", "`respond-async`.");
            }

            if (isWrite && taken.Contains(IdempotencyKey.Header) && status is < 300 or 422)
            {
                Add(response, "Idempotency-Replayed", "`true` where this is what was recorded for the key before.");
            }
        }
    }

    private static void Add(OpenApiResponse response, string name, string description)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        response.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }
}
