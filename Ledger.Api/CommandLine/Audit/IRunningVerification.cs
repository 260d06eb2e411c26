using System.Text.Json;
using Ledger.Api.Audit;
using Ledger.Api.CommandLine.Access;
using Ledger.Api.Http;
using Ledger.Projections.Engine;

namespace Ledger.Api.CommandLine.Audit;

/// <summary>A verification that was begun somewhere.</summary>
internal interface IRunningVerification : IAsyncDisposable
{
    Task<VerificationAnswer> LookAsync(CancellationToken cancellationToken);
}

/// <summary>One that the running service carries out.</summary>
internal sealed class ServiceVerification(HttpClient client, Uri location) : IRunningVerification
{
    /// <exception cref="LedgerUnreachableException">The service does not begin it; the message says why.</exception>
    public static async Task<ServiceVerification> BeginAsync(HttpClient client, string? account, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync("/v1/audit/verifications", new VerificationRequest(account), Text.Answers, cancellationToken);
        return answer is { IsSuccessStatusCode: true, Headers.Location: { } location }
            ? new(client, location)
            : throw new LedgerUnreachableException($"The service does not begin it. {await DetailOfAsync(answer, cancellationToken)}");
    }

    public async Task<VerificationAnswer> LookAsync(CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<VerificationAnswer>(location, Text.Answers, cancellationToken)
        ?? throw new LedgerUnreachableException("The service no longer knows of the verification.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string> DetailOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return problem.TryGetProperty("detail", out var detail) ? $"{detail}" : $"It answered {(int)answer.StatusCode}.";
        }
        catch (JsonException)
        {
            return $"It answered {(int)answer.StatusCode}.";
        }
    }
}

/// <summary>
/// One that this process carries out. It brings the read models to the end of the log first, as a start of the service would: a ledger
/// that was killed is not to be told apart from one that is wrong by what was still on its way.
/// </summary>
internal sealed class StoresVerification(LedgerAccess.Stores stores, ProjectionHost projections, Verification verification) : IRunningVerification
{
    public static async Task<StoresVerification> BeginAsync(LedgerAccess.Stores stores, string? account, CancellationToken cancellationToken)
    {
        var projections = stores.Services.GetRequiredService<ProjectionHost>();
        await projections.StartAsync(cancellationToken);
        return new(stores, projections, stores.Services.GetRequiredService<Verifications>().TryBegin(account)!);
    }

    public Task<VerificationAnswer> LookAsync(CancellationToken cancellationToken) =>
        Task.FromResult(VerificationAnswer.Of(verification, stores.Positions));

    public async ValueTask DisposeAsync()
    {
        await stores.Services.GetRequiredService<Verifications>().StopAsync(CancellationToken.None);
        await projections.StopAsync(CancellationToken.None);
    }
}
