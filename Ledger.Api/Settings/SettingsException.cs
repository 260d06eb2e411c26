namespace Ledger.Api.Settings;

/// <summary>A setting is unknown or wrong; the message names it.</summary>
internal sealed class SettingsException(string message) : Exception(message);
