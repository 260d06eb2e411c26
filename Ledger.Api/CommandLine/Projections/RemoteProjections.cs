using System.Text.Json;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Http;
using Ledger.Api.Operations;

namespace Ledger.Api.CommandLine.Projections;

/// <summary>The projections of a running service.</summary>
internal sealed class RemoteProjections(HttpClient client) : IProjectionsAccess
{
    private const string Route = "v1/ops/projections";

    public async Task<IReadOnlyList<ProjectionAnswer>> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(Route, UriKind.Relative), cancellationToken);
        return (await ReadAsync<ProjectionsAnswer>(response, cancellationToken)).Items;
    }

    public async Task<ProjectionAnswer> ActAsync(string name, ProjectionAction action, string? argument, CancellationToken cancellationToken)
    {
        var (method, path, body) = action switch
        {
            ProjectionAction.Rebuild => (HttpMethod.Post, "rebuild", (object?)new RebuildRequest(argument)),
            ProjectionAction.Cancel => (HttpMethod.Delete, "rebuild", null),
            ProjectionAction.Switch => (HttpMethod.Post, "switch", null),
            ProjectionAction.Rollback => (HttpMethod.Post, "rollback", null),
            ProjectionAction.Retry => (HttpMethod.Post, "retry", null),
            ProjectionAction.Skip => (HttpMethod.Post, "skip", new SkipRequest(argument)),
            _ => (HttpMethod.Delete, "previous", null),
        };
        using var request = new HttpRequestMessage(method, new Uri($"{Route}/{Uri.EscapeDataString(name)}/{path}", UriKind.Relative))
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Text.Answers),
        };
        using var response = await client.SendAsync(request, cancellationToken);
        return await ReadAsync<ProjectionAnswer>(response, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return JsonSerializer.Deserialize<T>(text, Text.Answers) ?? throw new LedgerUnreachableException("The service answered nothing.");
        }

        using var problem = Problem(text);
        var detail = problem?.RootElement.TryGetProperty("detail", out var said) == true ? said.GetString() : null;
        throw (int)response.StatusCode >= 500
            ? new LedgerUnreachableException(detail ?? $"The service answered {(int)response.StatusCode}.")
            : new RefusedException(detail ?? $"The service answered {(int)response.StatusCode}.");
    }

    private static JsonDocument? Problem(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // Something else answers there; its status is said.
            return null;
        }
    }
}
