; The Windows installer: per user, no administrator asked for, Chinese and English. makensis -DVERSION=x.y.z
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"
!ifndef VERSION
  !error "Give the version: -DVERSION=x.y.z"
!endif
!ifndef PAYLOAD
  !define PAYLOAD "..\..\dist\steelyard"
!endif
!ifndef OUTPUT
  !define OUTPUT "..\..\dist\steelyard-${VERSION}-setup.exe"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Steelyard"

Name "Steelyard ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Steelyard"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\steelyard-window.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString PROJECT ${LANG_SIMPCHINESE} "Steelyard 项目"
LangString PROJECT ${LANG_ENGLISH} "Steelyard project"
LangString OPENWITH ${LANG_SIMPCHINESE} "用 Steelyard 打开"
LangString OPENWITH ${LANG_ENGLISH} "Open with Steelyard"
LangString RUNNING ${LANG_SIMPCHINESE} "请先关闭 Steelyard，再继续。"
LangString RUNNING ${LANG_ENGLISH} "Close Steelyard first, then go on."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

; A program that runs keeps its files: ask, rather than leave half of the old and half of the new.
!macro WaitUntilClosed
  try_again:
  IfFileExists "$INSTDIR\steelyard-window.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\steelyard-window.exe" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" IDRETRY try_again
  Abort
  free:
  FileClose $0
  closed:
!macroend

Section
  !insertmacro WaitUntilClosed
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Steelyard.lnk" "$INSTDIR\steelyard-window.exe"
  WriteRegStr HKCU "Software\Classes\.steelyard" "" "Steelyard.Project"
  WriteRegStr HKCU "Software\Classes\Steelyard.Project" "" "$(PROJECT)"
  WriteRegStr HKCU "Software\Classes\Steelyard.Project\DefaultIcon" "" "$INSTDIR\steelyard-window.exe,0"
  WriteRegStr HKCU "Software\Classes\Steelyard.Project\shell\open\command" "" '"$INSTDIR\steelyard-window.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\Steelyard.Model\shell\open" "" "$(OPENWITH)"
  WriteRegStr HKCU "Software\Classes\Steelyard.Model\shell\open\command" "" '"$INSTDIR\steelyard-window.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.ifc\OpenWithProgids" "Steelyard.Model" ""
  WriteRegStr HKCU "Software\Classes\.ifczip\OpenWithProgids" "Steelyard.Model" ""
  WriteRegStr HKCU "${KEY}" "DisplayName" "Steelyard"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\steelyard-window.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

; Takes away what was put there; the user's projects and settings are elsewhere and stay.
Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\steelyard.exe"
  Delete "$INSTDIR\steelyard-window.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Steelyard.lnk"
  DeleteRegKey HKCU "Software\Classes\Steelyard.Project"
  DeleteRegKey HKCU "Software\Classes\Steelyard.Model"
  DeleteRegKey HKCU "Software\Classes\.steelyard"
  DeleteRegValue HKCU "Software\Classes\.ifc\OpenWithProgids" "Steelyard.Model"
  DeleteRegValue HKCU "Software\Classes\.ifczip\OpenWithProgids" "Steelyard.Model"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
