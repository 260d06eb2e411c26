namespace Ledger.Api.Hosting.Swagger;

/// <summary>Examples of what moves money and what stands around it.</summary>
internal static class MoneyExamples
{
    private const string Transfer = """
        {"id":"019aa0f6-2b30-7f0e-8a41-6f7a1c2d3e4f","status":"completed","fromAccountId":"alice","toAccountId":"bob","amount":"25.00","currency":"EUR","debitTransactionId":"019aa0f6-2b30-7f0e-8a41-6f7a1c2d3e4f","creditTransactionId":"7c1f0a52-9a33-5d0e-9d0b-0a4c3b2a1f00"}
        """;

    private const string Hold = """
        {"id":"019aa0f7-9c00-7b1d-9e52-1b2c3d4e5f60","accountId":"alice","amount":"20.00","currency":"EUR","status":"open","expiresAt":"2999-12-31T23:59:59.000000Z","description":"Hotel"}
        """;

    private const string Captured = """
        {"id":"019aa0f7-9c00-7b1d-9e52-1b2c3d4e5f60","accountId":"alice","amount":"20.00","currency":"EUR","status":"captured","capturedAmount":"15.00","expiresAt":"2999-12-31T23:59:59.000000Z","transactionId":"019aa0f8-0d10-7c2e-8f63-2c3d4e5f6071","description":"Hotel"}
        """;

    private const string Reversal = """
        {"id":"019aa0f9-4e20-7d3f-9074-3d4e5f607182","accountId":"alice","type":"reversal-out","status":"posted","amount":"100.00","currency":"EUR","description":"Paid twice","reference":null,"effectiveAt":"2026-11-20T09:30:00.000000Z","recordedAt":"2026-11-20T09:30:00.000000Z","revision":7,"balanceAfter":"0.00","reversalOf":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","matches":[],"metadata":null}
        """;

    private const string Statement = """
        {"accountId":"alice","currency":"EUR","from":"2026-11-01T00:00:00.000000Z","to":"2026-12-01T00:00:00.000000Z","basis":"recorded","opening":"0.00","closing":"75.00","totalIn":"100.00","totalOut":"25.00","lines":[{"transactionId":"019aa0f4-7c11-7cc2-9a52-0f0a4ed0b6c1","type":"deposit","description":"Salary November","reference":"SAL-2026-11","at":"2026-11-20T09:05:00.000000Z","amount":"100.00","balance":"100.00"},{"transactionId":"019aa0f6-2b30-7f0e-8a41-6f7a1c2d3e4f","type":"transfer-out","description":"Rent","reference":null,"at":"2026-11-20T09:20:00.000000Z","amount":"-25.00","balance":"75.00"}]}
        """;

    public static IReadOnlyDictionary<string, string> Requests { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["FreezeAccount"] = """{"reason":"Court order 12/2026"}""",
        ["UnfreezeAccount"] = """{"reason":"The order was lifted"}""",
        ["CloseAccount"] = """{"reason":"The customer asked for it"}""",
        ["ReverseTransaction"] = """{"reason":"Paid twice"}""",
        ["PostTransfer"] = """{"fromAccountId":"alice","toAccountId":"bob","amount":"25.00","currency":"EUR","description":"Rent"}""",
        ["PlaceHold"] = """{"accountId":"alice","amount":"20.00","currency":"EUR","expiresAt":"2999-12-31T23:59:59Z","description":"Hotel"}""",
        ["CaptureHold"] = """{"amount":"15.00"}""",
        ["OpenAccounts"] = """[{"id":"alice","currency":"EUR"},{"id":"bob","currency":"EUR"}]""",
        ["PostTransactions"] =
            """[{"accountId":"alice","type":"deposit","amount":"100.00","currency":"EUR","idempotencyKey":"salary-2026-11"},{"accountId":"alice","type":"withdrawal","amount":"12.75","currency":"EUR"}]""",
    };

    public static IReadOnlyDictionary<string, string> Answers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ReverseTransaction"] = Reversal,
        ["PostTransfer"] = Transfer,
        ["GetTransfer"] = Transfer,
        ["PlaceHold"] = Hold,
        ["GetHold"] = Hold,
        ["CaptureHold"] = Captured,
        ["ReleaseHold"] = Hold.Replace("open", "released", StringComparison.Ordinal),
        ["GetStatement"] = Statement,
    };
}
