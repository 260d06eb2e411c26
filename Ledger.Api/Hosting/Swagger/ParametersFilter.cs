using Ledger.Api.Http;
using Ledger.Api.Http.Reading;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.Hosting.Swagger;

/// <summary>Describes the query parameters and headers that routes read themselves.</summary>
internal sealed class ParametersFilter : IOperationFilter
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["after"] = "Begin after this position.",
        ["accountId"] = "Of this account.",
        ["at"] = "The balance as it was at this time, RFC 3339.",
        ["basis"] = "`recorded`: by the time at which things were recorded.",
        ["bucket"] = "`day` (default), `week` from Monday, or `month`.",
        ["currency"] = "ISO 4217 code.",
        ["cursor"] = "`next` of the page before.",
        ["description"] = "The text that is asked about, up to 500 characters.",
        ["direction"] = "`forwards` (default) or `backwards`.",
        ["from"] = "A time to begin at, RFC 3339; for events a revision.",
        ["limit"] = "Items a page, 1 to 500, 50 by default.",
        ["maxAmount"] = "At most this amount; needs `currency`.",
        ["method"] = "Found in this way: `manual`, or the method of a rule.",
        ["minAmount"] = "At least this amount; needs `currency`.",
        ["minScore"] = "From 0 to 1: who scores less is left out.",
        ["ownerId"] = "Of accounts of this owner.",
        ["q"] = "Words that stand in the description or the reference; of users, pieces of words of the name.",
        ["reason"] = "Why, up to 200 characters; it is recorded.",
        ["reference"] = "With exactly this reference.",
        ["revision"] = "The balance after this revision; 0 is the opening.",
        ["stream"] = "Of this stream alone, such as `account-alice`.",
        ["status"] = "With this status.",
        ["timeZone"] = "Whose days, by its IANA name, such as `Europe/Berlin`; UTC by default.",
        ["transactionId"] = "The transaction that is asked about.",
        ["to"] = "Before this time, RFC 3339.",
        ["type"] = "Of this type.",
        ["userId"] = "To this user.",
    };

    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        [IdempotencyKey.Header] = "1 to 255 visible ASCII characters, new for each command: with it a command can be sent again.",
        [IfMatch.Header] = "A revision in quotes, such as `\"7\"`: only where the account stands there.",
        [Prefer.Header] = "`respond-async`: answer when the command is durable, before it is carried out.",
    };

    private static readonly string[] FromReadModels = ["v1/accounts", "v1/transactions", "v1/transfers", "v1/holds", "v1/users", "v1/matching", "v1/matches", "v1/analytics"];

    // The history itself, and figures of the process.
    private static readonly string[] FromElsewhere = ["v1/accounts/{id}/events", "v1/analytics/runtime"];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Parameters ??= [];
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        foreach (var name in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.Names))
        {
            operation.Parameters.Add(Parameter(name, ParameterLocation.Query, Meanings[name]));
        }

        foreach (var name in metadata.OfType<TakenHeaders>().SelectMany(headers => headers.Names))
        {
            operation.Parameters.Add(Parameter(name, ParameterLocation.Header, Headers[name]));
        }

        var path = context.ApiDescription.RelativePath;
        if (path == "v1/events")
        {
            operation.Parameters.Add(Parameter("Last-Event-ID", ParameterLocation.Header, "The last `id` that was seen: go on after it."));
        }

        if (IsFromReadModels(context.ApiDescription))
        {
            operation.Parameters.Add(Parameter("Ledger-Min-Position", ParameterLocation.Header, "Wait until the read model has reached this position."));
            operation.Parameters.Add(Parameter("Ledger-Wait-Ms", ParameterLocation.Header, "How long to wait for it, 2000 by default, at most 30000."));
        }
    }

    /// <summary>Whether the answer comes from read models, which may be behind.</summary>
    public static bool IsFromReadModels(ApiDescription route) =>
        route is { HttpMethod: "GET", RelativePath: { } path }
        && Array.Exists(FromReadModels, prefix => path.StartsWith(prefix, StringComparison.Ordinal)) && !FromElsewhere.Contains(path, StringComparer.Ordinal);

    private static OpenApiParameter Parameter(string name, ParameterLocation location, string description) => new()
    {
        Name = name,
        In = location,
        Required = false,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
