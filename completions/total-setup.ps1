# PowerShell completion of total-setup: Windows PowerShell 5.1 and later, and PowerShell 7.
# Before 7.3, PowerShell gives no empty word to a program: --next says that a new word begins.
Register-ArgumentCompleter -Native -CommandName total-setup -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
    ForEach-Object { $_.Extent.Text.Trim([char]39, [char]34) })
  $options = @('--')
  if ($wordToComplete -eq '') { $options = @('--next', '--') }
  $answers = @(total-setup complete @options @words 2>$null)
  # Without a result PowerShell offers paths; 4 in the last line says that no path can stand there.
  if ($answers.Count -eq 1 -and ([int]$answers[0].TrimStart(':') -band 4)) { return '' }
  $answers | Where-Object { $_ -and $_ -notmatch '^:\d+$' } | ForEach-Object {
    $value, $about = $_ -split [char]9, 2
    if (-not $about) { $about = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about)
  }
}
